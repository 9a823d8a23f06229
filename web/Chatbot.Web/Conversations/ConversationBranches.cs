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
        if (!CanAct) return;
        var request = new ChatRequest(Id, null, model, null, Regenerate: new RegenerateRequest(answer.Id));
        var refusal = await AskAsync(request, () =>
        {
            CutFrom(answer);
            Expect(model, answer.Siblings.Count > 0 ? answer.Siblings : [answer.Id]);
        });
        if (refusal is null) return;
        Failure = refusal;
        Tell();
    }

    /// <summary>A person's message in other words: the old one stays where it was, and the new one is answered.</summary>
    /// <returns>Why the service did not take it.</returns>
    public async Task<ServiceFailure?> EditAsync(ChatMessage message, string text, string model)
    {
        if (!CanAct || message.IsUnsent) return null;
        // The same words again are the same message: whether it arrived is not always known.
        if ((_edit.Message, _edit.Text) != (message.Id, text)) _edit = (message.Id, text, Guid.CreateVersion7());
        var edited = ChatMessage.FromUser(_edit.Id, text, message.Files);
        var request = new ChatRequest(Id, edited.ToNew(), model, Visibility)
        {
            ParentId = message.ParentId is { } parent ? ChatParent.Of(parent) : ChatParent.None,
        };
        var refusal = await AskAsync(request, () =>
        {
            CutFrom(message);
            edited.ParentId = message.ParentId;
            edited.Siblings = [.. message.Siblings.Count > 0 ? message.Siblings : [message.Id], edited.Id];
            _messages.Add(edited);
            Expect(model, []);
        });
        // It may have arrived before, though its answer never reached us.
        var arrived = refusal is { IsConflict: true } && await JoinAsync(_page.Token) && _messages.Exists(shown => shown.Id == edited.Id);
        return arrived ? null : refusal;
    }

    /// <summary>The path through another one of the messages with the same parent.</summary>
    public async Task ShowBranchAsync(Guid sibling)
    {
        if (!CanAct) return;
        var page = _page.Token;
        // Before anything is awaited: a message that is sent meanwhile would be lost with the path that it stood in.
        (IsBusy, Failure) = (true, null);
        Tell();
        try
        {
            await chats.PatchAsync(Id, new ChatPatch(ActiveLeaf: sibling), page);
            var running = await LoadPatientlyAsync(Guid.Empty, page);
            for (var pages = 0; HasMore && pages < MostPages && !_messages.Exists(message => message.Id == sibling); pages++) await OlderAsync(page);
            ClearAnswer();
            Tell();
            if (running) await FollowAsync(Join, null, page);
        }
        catch (ServiceFailure failure)
        {
            (IsBusy, Failure) = (false, failure);
            Tell();
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            // Left.
        }
    }

    private async Task<ServiceFailure?> AskAsync(ChatRequest request, Action taken)
    {
        try
        {
            await FollowAsync(token => chats.SendAsync(request, token), taken, _page.Token);
            return null;
        }
        catch (ServiceFailure failure)
        {
            EndAnswer();
            return failure;
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
