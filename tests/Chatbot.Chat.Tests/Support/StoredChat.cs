using Chatbot.Chat.Conversations;
using Chatbot.Testing;

namespace Chatbot.Chat.Tests.Support;

/// <summary>A chat as it stands in the database, made without any model: question and answer in turn, each following the one before.</summary>
internal sealed class StoredChat
{
    private readonly List<Message> _messages = [];

    private StoredChat(Conversation chat) => Chat = chat;

    public Conversation Chat { get; }

    public Guid Id => Chat.Id.Value;

    public IReadOnlyList<Message> Messages => _messages;

    public static async Task<StoredChat> AddAsync(ChatHost host, TestUser owner, string title, DateTimeOffset? at = null, params string[] texts)
    {
        var now = at ?? TimeProvider.System.GetUtcNow();
        var stored = new StoredChat(Conversation.Start(new(Guid.CreateVersion7()), new(owner.Id), Visibilities.Private, title, now));
        foreach (var text in texts) stored.Add(text, now.AddMilliseconds(stored._messages.Count));
        await host.InDatabaseAsync(db =>
        {
            db.Add(stored.Chat);
            db.AddRange(stored._messages);
            return db.SaveChangesAsync();
        });
        return stored;
    }

    private void Add(string text, DateTimeOffset at)
    {
        var last = _messages.LastOrDefault();
        var said = Chat.Say(new(Guid.CreateVersion7()), last?.Id, [new TextPart(text)], at);
        if (last?.Role != MessageRoles.User)
        {
            _messages.Add(said);
            return;
        }

        var answer = Chat.Answer(last.Id, Talk.Local, at);
        _messages.Add(new Message
        {
            Id = answer.Id,
            ConversationId = answer.ConversationId,
            OwnerId = answer.OwnerId,
            ParentId = answer.ParentId,
            Role = answer.Role,
            Parts = said.Parts,
            State = MessageStates.Complete,
            Model = answer.Model,
            Usage = new Streaming.AnswerUsage(10, 20, 0, 12.345, 300, false),
            CreatedAt = at,
        });
    }
}
