using Chatbot.Chat.Contracts;

namespace Chatbot.Web.Conversations;

/// <summary>A message as the page shows it; it changes while it is streamed, and tells by its version.</summary>
public sealed class ChatMessage(Guid id, string role)
{
    public const string User = "user";
    public const string Assistant = "assistant";

    private readonly List<MessagePart> _parts = [];

    // What an answer had before it went on: the stream of the rest does not say it again.
    private int _kept;

    public Guid Id { get; } = id;

    public string Role { get; } = role;

    public IReadOnlyList<MessagePart> Parts => _parts;

    public MessageState State { get; set; } = MessageState.Complete;

    public string? Error { get; set; }

    public AnswerUsage? Usage { get; set; }

    /// <summary>The message before it; null for the first one of a chat.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>The messages with the same parent, this one among them, oldest first; empty where it is the only one known.</summary>
    public IReadOnlyList<Guid> Siblings { get; set; } = [];

    /// <summary>The id of the model that was asked; null for a person's message.</summary>
    public string? Model { get; set; }

    /// <summary>Where it was answered, as far as this page has seen it.</summary>
    public string? Host { get; set; }

    /// <summary>What its owner thinks of it; null where nothing was said.</summary>
    public bool? IsUpvoted { get; set; }

    public IEnumerable<FilePart> Files => _parts.OfType<FilePart>();

    /// <summary>Its text as it was written, without what stands around it.</summary>
    public string Source => string.Join("\n\n", _parts.OfType<TextPart>().Select(part => part.Text));

    /// <summary>An answer is not there before its first letter: until then its status is shown instead.</summary>
    public bool IsVisible => State != MessageState.Streaming || _parts.Count > 0;

    /// <summary>The service has not taken it, or not yet said so.</summary>
    public bool IsUnsent => State is MessageState.Sending or MessageState.NotSent;

    public bool HasText => _parts.OfType<TextPart>().Any(part => part.Length > 0);

    /// <summary>A call of a tool is not at its end.</summary>
    public bool IsCalling => _parts.OfType<ToolPart>().Any(call => call.State is ToolState.Preparing or ToolState.WaitsForApproval or ToolState.Running);

    /// <summary>Raised by every change but the growing of a text; what is drawn with the same number need not be drawn again.</summary>
    public int Version { get; private set; }

    public static ChatMessage FromUser(Guid id, string text, IEnumerable<FilePart>? files = null)
    {
        var message = new ChatMessage(id, User);
        text = text.Replace("\0", "", StringComparison.Ordinal); // Comes with what is pasted, and the service keeps none.
        message._parts.AddRange(files ?? []);
        if (text.Length > 0) message._parts.Add(new TextPart(text));
        return message;
    }

    public static ChatMessage From(ChatMessageDetail detail)
    {
        var message = new ChatMessage(detail.Id, detail.Role)
        {
            State = MessageStates.Parse(detail.State, detail.FinishReason),
            Error = detail.Error,
            ParentId = detail.ParentId,
            Siblings = detail.Siblings,
            Model = detail.Model,
            Usage = AnswerUsage.From(detail.Usage),
        };
        message._parts.AddRange(detail.Parts.Select(MessagePart.From).OfType<MessagePart>());
        message.Keep();
        return message;
    }

    /// <summary>A person's message as it is sent.</summary>
    internal NewMessage ToNew() => new(
        Id,
        Role,
        [
            .. Files.Select(file => new NewPart("file", MediaType: file.MediaType, Name: file.Name, Url: file.Url)),
            .. _parts.OfType<TextPart>().Select(part => new NewPart("text", part.Text)),
        ]);

    public void Touch() => Version++;

    public void Become(MessageState state)
    {
        State = state;
        Touch();
    }

    /// <summary>What is there now stays when the answer goes on.</summary>
    public void Keep() => _kept = _parts.Count;

    /// <summary>The running answer comes again from its start, or from where it went on.</summary>
    public void Restart()
    {
        _parts.RemoveRange(_kept, _parts.Count - _kept);
        Error = null;
        State = MessageState.Streaming;
        Touch();
    }

    public void AppendText(string streamId, string delta) => Append(streamId, delta, () => new TextPart(streamId, open: true));

    public void AppendReasoning(string streamId, string delta) => Append(streamId, delta, () => new ReasoningPart(streamId));

    public void CallTool(string callId, string tool)
    {
        if (Call(callId) is null) _parts.Add(new ToolPart(callId, tool));
        Touch();
    }

    /// <summary>Something happened to a call of a tool.</summary>
    public void OfCall(string callId, Action<ToolPart> happened)
    {
        if (Call(callId) is { } call) happened(call);
        Touch();
    }

    public void Close(string streamId)
    {
        foreach (var part in _parts.OfType<StreamedPart>().Where(part => part.StreamId == streamId)) part.Close();
        Touch();
    }

    public void CloseAll()
    {
        foreach (var part in _parts.OfType<StreamedPart>()) part.Close();
        Touch();
    }

    private ToolPart? Call(string callId) => _parts.OfType<ToolPart>().LastOrDefault(call => call.CallId == callId);

    // A part is seen from its first letter on; what comes after that it tells by itself.
    private void Append<T>(string streamId, string delta, Func<T> make) where T : StreamedPart
    {
        var part = _parts.OfType<T>().LastOrDefault(part => part.IsOpen && part.StreamId == streamId);
        if (part is null) _parts.Add(part = make());
        if (part.Length == 0) Touch();
        part.Append(delta);
    }
}
