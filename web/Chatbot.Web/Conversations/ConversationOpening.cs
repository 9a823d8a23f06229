using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>Reading what is stored of a chat.</summary>
internal sealed partial class Conversation
{
    private const int MostKept = 200;

    private bool _isLoadingOlder;

    /// <summary>A stored chat, and the answer that runs in it.</summary>
    public async Task OpenAsync(Guid id, Guid reader)
    {
        Reset();
        var page = _page.Token;
        (Id, IsNew, IsOpening, IsBusy) = (id, false, true, true);
        Tell();
        try
        {
            var running = await LoadPatientlyAsync(reader, page);
            ClearAnswer();
            Tell();
            var votes = LearnVotesAsync(page);
            if (running) await FollowAsync(Join, null, page);
            await votes;
        }
        catch (ServiceFailure failure)
        {
            (IsOpening, IsBusy, Failure) = (false, false, failure);
            Tell();
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            // Left.
        }
    }

    /// <summary>What was said in another window meanwhile. Whatever is under way here goes before it.</summary>
    public async Task ReadAgainAsync()
    {
        if (_isDisposed || IsNew || !CanAct) return;
        var (page, last) = (_page.Token, LastStored);
        try
        {
            var detail = await chats.GetAsync(Id, null, page);
            if (!CanAct || LastStored != last || !HasNews(detail)) return;
            Show(detail);
            Tell();
            if (detail.Generating) await FollowAsync(Join, null, page);
        }
        catch (ServiceFailure)
        {
            // It stays as it was.
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            // Left.
        }
    }

    public async Task LoadOlderAsync()
    {
        if (_messages.Count == 0 || !HasMore || _isLoadingOlder) return;
        var page = _page.Token;
        (_isLoadingOlder, OlderFailure) = (true, null);
        try
        {
            await OlderAsync(page);
        }
        catch (ServiceFailure failure)
        {
            OlderFailure = failure;
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

    // A service that is away comes back: nobody has to ask for the page again, however long that takes.
    private async Task<bool> LoadPatientlyAsync(Guid reader, CancellationToken page)
    {
        for (var failed = 1; ; failed++)
        {
            try
            {
                return await LoadAsync(reader, page);
            }
            catch (ServiceFailure failure) when (failure.IsOffline)
            {
                if (IsAnswering) IsConnectionLost = true;
                else (IsOpening, Failure) = (false, failure);
                Tell();
            }

            await answers.PauseAsync(failed, page);
        }
    }

    private async Task<bool> LoadAsync(Guid reader, CancellationToken page)
    {
        var detail = await chats.GetAsync(Id, null, page);
        Show(detail);
        if (reader != Guid.Empty) IsReadOnly = detail.UserId != reader;
        Renamed?.Invoke(Title);
        return detail.Generating;
    }

    private ChatMessage? LastStored => _messages.FindLast(message => !message.IsUnsent);

    // Another end, or more of the same one.
    private bool HasNews(ChatDetail detail) =>
        detail.Generating || (detail.Messages is [.., { } last] && (LastStored?.Id != last.Id || LastStored.Source != ChatMessage.From(last).Source));

    private void Show(ChatDetail detail)
    {
        var unsent = _messages.Where(message => message.IsUnsent && detail.Messages.All(stored => stored.Id != message.Id)).ToList();
        // What was read of the past before stays, where the newest page goes on from it.
        var known = detail.Messages is [{ ParentId: { } parent }, ..] ? _messages.FindIndex(message => message.Id == parent) + 1 : 0;
        _messages.RemoveRange(known, _messages.Count - known);
        _messages.AddRange(detail.Messages.Select(Shown));
        _messages.AddRange(unsent);
        if (known == 0) HasMore = detail.HasMore;
        (Title, Visibility) = (detail.Title, detail.Visibility);
        ContextTokens = detail.ContextTokens ?? _messages.LastOrDefault(message => message.Usage is not null)?.Usage?.Whole;
    }

    private async Task OlderAsync(CancellationToken page)
    {
        var first = _messages[0].Id;
        var detail = await chats.GetAsync(Id, first, page);
        // Meanwhile another path may be shown, which goes on from elsewhere.
        if (_messages is not [{ } now, ..] || now.Id != first) return;
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
}
