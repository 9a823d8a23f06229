using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>Saying something again, or having it answered again: both make a sibling, and the person goes between them.</summary>
internal sealed partial class Conversation
{
    // Of older messages that are read until the one that was asked for is there.
    private const int MostPages = 40;

    private readonly List<Guid> _siblingsOfNext = [];
    private (Guid Message, string Text, Guid Id) _edit;
    private string? _model;

    /// <summary>Another answer beside one that is there; the service keeps both.</summary>
    public async Task RegenerateAsync(ChatMessage answer, string model)
    {
        if (IsAnswering) return;
        var request = new ChatRequest(Id, null, model, null, Regenerate: new RegenerateRequest(answer.Id));
        await AskAsync(request, () =>
        {
            CutFrom(answer);
            Expect(model, answer.Siblings.Count > 0 ? answer.Siblings : [answer.Id]);
        });
    }

    /// <summary>A person's message in other words: the old one stays where it was, and the new one is answered.</summary>
    public async Task EditAsync(ChatMessage message, string text, string model)
    {
        if (IsAnswering || message.IsUnsent) return;
        // The same words again are the same message: whether it arrived is not always known.
        if ((_edit.Message, _edit.Text) != (message.Id, text)) _edit = (message.Id, text, Guid.CreateVersion7());
        var edited = ChatMessage.FromUser(_edit.Id, text, message.Files);
        var request = new ChatRequest(Id, edited.ToNew(), model, Visibility)
        {
            ParentId = message.ParentId is { } parent ? ChatParent.Of(parent) : ChatParent.None,
        };
        var conflict = await AskAsync(request, () =>
        {
            CutFrom(message);
            edited.ParentId = message.ParentId;
            edited.Siblings = [.. message.Siblings.Count > 0 ? message.Siblings : [message.Id], edited.Id];
            _messages.Add(edited);
            Expect(model, []);
        });
        if (!conflict) return;
        var refusal = Failure;
        if (!await JoinAsync(_page.Token) || _messages.Exists(shown => shown.Id == edited.Id)) return;
        Failure = refusal;
        Tell();
    }

    /// <summary>The path through another one of the messages with the same parent.</summary>
    public async Task ShowBranchAsync(Guid sibling)
    {
        if (IsAnswering || IsOpening) return;
        var page = _page.Token;
        try
        {
            await chats.PatchAsync(Id, new ChatPatch(ActiveLeaf: sibling), page);
            var running = await LoadAsync(Guid.Empty, page);
            for (var pages = 0; HasMore && pages < MostPages && !_messages.Exists(message => message.Id == sibling); pages++) await OlderAsync(page);
            ClearAnswer();
            Tell();
            if (running) await FollowAsync(token => chats.JoinAsync(Id, null, token), null, page);
        }
        catch (ServiceFailure failure)
        {
            Failure = failure;
            Tell();
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            // Left.
        }
    }

    // True where the service says that something is there already, or runs.
    private async Task<bool> AskAsync(ChatRequest request, Action taken)
    {
        try
        {
            await FollowAsync(token => chats.SendAsync(request, token), taken, _page.Token);
            return false;
        }
        catch (ServiceFailure failure)
        {
            EndAnswer();
            Failure = failure;
            Tell();
            return failure.IsConflict;
        }
    }

    private void CutFrom(ChatMessage message)
    {
        var index = _messages.IndexOf(message);
        if (index >= 0) _messages.RemoveRange(index, _messages.Count - index);
        LetGoOfPast();
    }

    // What is known of the answer that comes next before its stream says anything.
    private void Expect(string model, IReadOnlyList<Guid> siblings)
    {
        _model = model;
        _siblingsOfNext.Clear();
        _siblingsOfNext.AddRange(siblings);
    }
}
