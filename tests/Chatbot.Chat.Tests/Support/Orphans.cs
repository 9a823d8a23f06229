using Chatbot.Chat.Conversations;
using Chatbot.Chat.Generations;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Tests.Support;

/// <summary>Answers as a replica leaves them that was killed.</summary>
internal static class Orphans
{
    /// <param name="age">Zero: its owner lives until the scene is set.</param>
    /// <param name="before">What stood in the answer before the generation that was lost.</param>
    public static async Task<Generation> OrphanAsync(
        this ChatHost host, TestUser user, ConversationId id, string owner, TimeSpan age, string text = "Hello", int epoch = 1, params IReadOnlyList<MessagePart> before)
    {
        var now = TimeProvider.System.GetUtcNow() - age;
        var chat = Conversation.Start(id, new(user.Id), Visibilities.Private, "Orphan", now);
        var question = chat.Say(new(Guid.CreateVersion7()), null, [new TextPart(text)], now);
        var answer = chat.Answer(question.Id, Talk.Local, now);
        var generation = new Generation
        {
            Id = new(Guid.CreateVersion7()),
            ConversationId = id,
            MessageId = answer.Id,
            State = MessageStates.Streaming,
            Owner = owner,
            Epoch = epoch,
            CreatedAt = now,
        };
        await host.InDatabaseAsync(async db =>
        {
            if (age == TimeSpan.Zero) db.Replicas.Add(new Replica { Id = owner, SeenAt = now.AddSeconds(1) });
            db.AddRange(chat, question, answer);
            await db.SaveChangesAsync();
            await db.Messages.Where(message => message.Id == answer.Id).ExecuteUpdateAsync(update => update.SetProperty(message => message.Parts, before));
            db.Add(generation);
            return await db.SaveChangesAsync();
        });
        return generation;
    }
}
