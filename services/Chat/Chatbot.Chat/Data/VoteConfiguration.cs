using Chatbot.Chat.Conversations;
using Chatbot.Chat.Votes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Chatbot.Chat.Data;

internal sealed class VoteConfiguration : IEntityTypeConfiguration<Vote>
{
    public void Configure(EntityTypeBuilder<Vote> builder)
    {
        builder.ToTable("votes");
        builder.HasKey(vote => new { vote.ConversationId, vote.MessageId });
        builder.Property(vote => vote.ConversationId).HasColumnName("chat_id");
        builder.HasOne<Conversation>().WithMany().HasForeignKey(vote => vote.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Message>().WithMany().HasForeignKey(vote => vote.MessageId).OnDelete(DeleteBehavior.Cascade);
    }
}
