using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>
/// The chat that a page shows: its messages, and the answer that runs. Used from one circuit's dispatcher only.
/// Leaving the page ends the reading, never the answer: that runs on at the service.
/// </summary>
internal sealed partial class Conversation(ChatClient chats, AnswerStream answers) : IDisposable
{
    private const int MostKept = 200;

    private readonly List<ChatMessage> _messages = [];
    private CancellationTokenSource _page = new();
    private ChatMessage? _answer;
    private Func<Task>? _retry;
    private bool _isDisposed;
    private bool _isLoadingOlder;

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

    public bool CanRetry => _retry is not null && !IsAnswering;

    public IReadOnlyList<ChatMessage> Messages => _messages;

    /// <summary>An empty chat.</summary>
    public void Reset()
    {
        LeavePage();
        _messages.Clear();
        _votes.Clear();
        (Id, IsNew, Title, Visibility, HasMore, IsReadOnly, ContextTokens) = (Guid.CreateVersion7(), true, "", "private", false, false, null);
        ClearAnswer();
        Tell();
    }

    /// <summary>A stored chat, and the answer that runs in it.</summary>
    public async Task OpenAsync(Guid id, Guid reader)
    {
        Reset();
        var page = _page.Token;
        (Id, IsNew, IsOpening) = (id, false, true);
        Tell();
        try
        {
            var running = await LoadAsync(reader, page);
            IsOpening = false;
            Tell();
            var votes = LearnVotesAsync(page);
            if (running) await FollowAsync(token => chats.JoinAsync(id, null, token), null, page);
            await votes;
        }
        catch (ServiceFailure failure)
        {
            Failure = failure;
            _retry = () => OpenAsync(id, reader);
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            return;
        }

        IsOpening = false;
        Tell();
    }

    public async Task LoadOlderAsync()
    {
        if (_messages.Count == 0 || !HasMore || _isLoadingOlder) return;
        var page = _page.Token;
        _isLoadingOlder = true;
        try
        {
            await OlderAsync(page);
        }
        catch (ServiceFailure failure)
        {
            Failure = failure;
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            _isLoadingOlder = false;
        }

        Tell();
    }

    public async Task StopAsync()
    {
        if (!IsAnswering) return;
        try
        {
            await chats.StopAsync(Id, _page.Token);
        }
        catch (ServiceFailure failure)
        {
            Failure = failure;
            Tell();
        }
    }

    /// <summary>An answer that broke off goes on behind what it has.</summary>
    public Task ContinueAsync(ChatMessage answer, string model) =>
        GoOnAsync(answer, new ChatRequest(Id, null, model, null, Continue: new ContinueRequest(answer.Id)), undo: () => { });

    /// <summary>A person's word on a tool that the answer wants to use.</summary>
    public Task DecideAsync(ChatMessage answer, ToolPart call, bool approved)
    {
        if (IsAnswering || call.ApprovalId is not { } approval) return Task.CompletedTask;
        call.Decided(approved);
        return GoOnAsync(answer, new ChatRequest(Id, null, null, null, Approval: new ApprovalRequest(approval, approved)), undo: () => call.AsksFor(approval));
    }

    public Task RetryAsync() => CanRetry ? _retry!() : Task.CompletedTask;

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

    /// <summary>By the page that is left, and once more by the circuit that made it.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _page.Cancel();
        _page.Dispose();
    }

    private async Task GoOnAsync(ChatMessage answer, ChatRequest request, Action undo)
    {
        if (IsAnswering) return;
        var before = (answer.State, answer.Error);
        answer.Keep();
        try
        {
            await FollowAsync(token => chats.SendAsync(request, token), () => answer.Become(MessageState.Streaming), _page.Token);
        }
        catch (ServiceFailure failure)
        {
            undo();
            EndAnswer();
            answer.Error = before.Error;
            answer.Become(before.State);
            Failure = failure;
            Tell();
        }
    }

    private async Task<bool> LoadAsync(Guid reader, CancellationToken page)
    {
        var detail = await chats.GetAsync(Id, null, page);
        var unsent = _messages.Where(message => message.IsUnsent && detail.Messages.All(stored => stored.Id != message.Id)).ToList();
        // What was read of the past before stays, where the newest page goes on from it.
        var known = detail.Messages is [{ ParentId: { } parent }, ..] ? _messages.FindIndex(message => message.Id == parent) + 1 : 0;
        _messages.RemoveRange(known, _messages.Count - known);
        _messages.AddRange(detail.Messages.Select(Shown));
        _messages.AddRange(unsent);
        if (known == 0) HasMore = detail.HasMore;
        (Title, Visibility) = (detail.Title, detail.Visibility);
        ContextTokens = detail.ContextTokens ?? _messages.LastOrDefault(message => message.Usage is not null)?.Usage?.Whole;
        if (reader != Guid.Empty) IsReadOnly = detail.UserId != reader;
        Renamed?.Invoke(Title);
        return detail.Generating;
    }

    private async Task OlderAsync(CancellationToken page)
    {
        var detail = await chats.GetAsync(Id, _messages[0].Id, page);
        _messages.InsertRange(0, detail.Messages.Select(Shown));
        HasMore = detail.HasMore;
    }

    // Whoever writes is at the end again. What was read far above it is there for the asking; kept, it would be drawn anew
    // with every answer.
    private void LetGoOfPast()
    {
        if (_messages.Count <= MostKept) return;
        _messages.RemoveRange(0, _messages.Count - MostKept);
        HasMore = true;
    }

    private void ClearAnswer() =>
        (IsAnswering, IsOpening, IsConnectionLost, Status, Failure, _answer, _retry) = (false, false, false, null, null, null, null);

    private void LeavePage()
    {
        _page.Cancel();
        _page.Dispose();
        _page = new CancellationTokenSource();
    }

    private void Tell() => Changed?.Invoke();
}
