using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>
/// The chat that a page shows: its messages, and the answer that runs. Used from one circuit's dispatcher only.
/// Leaving the page ends the reading, never the answer: that runs on at the service.
/// </summary>
internal sealed partial class Conversation(ChatClient chats, AnswerStream answers, TimeProvider time) : IDisposable
{
    private readonly List<ChatMessage> _messages = [];
    private CancellationTokenSource _page = new();
    private ChatMessage? _answer;
    private bool _isDisposed;

    /// <summary>Something is to be drawn, other than text that grows.</summary>
    public event Action? Changed;

    /// <summary>The first message is on its way: from now on the chat has an address.</summary>
    public event Action? Started;

    /// <summary>The service has taken the first message: from now on the chat is among those of the person.</summary>
    public event Action? Stored;

    public event Action<string>? Renamed;

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Nothing of it is stored yet.</summary>
    public bool IsNew { get; private set; } = true;

    public bool IsOpening { get; private set; }

    /// <summary>What is shown is about to be exchanged: nothing can be sent or changed until it is.</summary>
    public bool IsBusy { get; private set; }

    public bool IsAnswering { get; private set; }

    public bool IsReadOnly { get; private set; }

    public bool HasMore { get; private set; }

    public string Title { get; private set; } = "";

    public string Visibility { get; private set; } = "private";

    /// <summary>What the model is doing, until the answer's text comes.</summary>
    public ModelStatus? Status { get; private set; }

    public bool IsConnectionLost { get; private set; }

    /// <summary>How much of the model's context the chat takes, as far as that is known.</summary>
    public long? ContextTokens { get; private set; }

    /// <summary>Why the chat cannot be shown, or the last message was not taken.</summary>
    public ServiceFailure? Failure { get; private set; }

    /// <summary>Why the older messages did not come.</summary>
    public ServiceFailure? OlderFailure { get; private set; }

    public IReadOnlyList<ChatMessage> Messages => _messages;

    /// <summary>A message can be sent, and what is there be said or answered again.</summary>
    public bool CanAct => !IsAnswering && !IsBusy;

    /// <summary>An empty chat.</summary>
    public void Reset()
    {
        LeavePage();
        _messages.Clear();
        _votes.Clear();
        (Id, IsNew, Title, Visibility, HasMore, IsReadOnly, ContextTokens) = (Guid.CreateVersion7(), true, "", "private", false, false, null);
        OlderFailure = null;
        ClearAnswer();
        Tell();
    }

    /// <summary>Whether others may read it; for a new chat it counts from the first message on.</summary>
    public async Task SetVisibilityAsync(string visibility)
    {
        var before = Visibility;
        Visibility = visibility;
        Tell();
        if (IsNew) return;
        try
        {
            await chats.PatchAsync(Id, new ChatPatch(Visibility: visibility), _page.Token);
        }
        catch (ServiceFailure)
        {
            Visibility = before;
            Tell();
            throw;
        }
    }

    /// <summary>What was done to the chat in the list.</summary>
    public void Learn(ChatSummary chat)
    {
        (Title, Visibility) = (chat.Title, chat.Visibility);
        Tell();
    }

    /// <summary>By the page that is left, and once more by the circuit that made it.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _page.Cancel();
        _page.Dispose();
    }

    private void ClearAnswer() =>
        (IsAnswering, IsOpening, IsBusy, IsConnectionLost, Status, Failure, _answer, _isStopWanted) = (false, false, false, false, null, null, null, false);

    private void LeavePage()
    {
        _page.Cancel();
        _page.Dispose();
        _page = new CancellationTokenSource();
    }

    private void Tell() => Changed?.Invoke();
}
