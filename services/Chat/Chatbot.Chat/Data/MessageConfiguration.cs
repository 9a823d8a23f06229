using System.Text.Json;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Streaming;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace Chatbot.Chat.Data;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    /// <summary>A column that is searched and never read.</summary>
    public const string SearchVector = "Search";

    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.HasKey(message => message.Id);
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.ConversationId).HasColumnName("chat_id");
        builder.Property(message => message.Role).HasMaxLength(10);
        builder.Property(message => message.State).HasMaxLength(12);
        builder.Property(message => message.FinishReason).HasMaxLength(20);
        builder.Property(message => message.Parts)
            .HasColumnType("jsonb")
            .HasConversion(
                parts => MessageParts.ToJson(parts),
                json => MessageParts.FromJson(json),
                // Parts are replaced, never changed in place.
                new ValueComparer<IReadOnlyList<MessagePart>>((a, b) => ReferenceEquals(a, b), parts => parts.Count, parts => parts));
        builder.Property(message => message.Usage)
            .HasColumnType("jsonb")
            .HasConversion(usage => JsonSerializer.Serialize(usage, JsonSerializerOptions.Web), json => JsonSerializer.Deserialize<AnswerUsage>(json, JsonSerializerOptions.Web));
        // Words of any language, as they stand; JSON's escapes are none. A vector holds 1 MB, so what is far down is not searched.
        // The owner is a word too: so the index itself leaves out what everybody else has written.
        builder.Property<NpgsqlTsVector>(SearchVector)
            .HasComputedColumnSql(
                """
                to_tsvector('simple', regexp_replace(left(jsonb_path_query_array(parts, '$[*] ? (@.type == "text").text')::text, 150000), '\\(u[0-9a-f]{4}|.)', ' ', 'g')) || array_to_tsvector(ARRAY[owner_id::text])
                """,
                stored: true);
        builder.HasIndex(SearchVector).HasMethod("gin");
        builder.HasOne<Conversation>().WithMany().HasForeignKey(message => message.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Message>().WithMany().HasForeignKey(message => message.ParentId).OnDelete(DeleteBehavior.NoAction);
        builder.HasIndex(message => new { message.ConversationId, message.CreatedAt });
    }
}
