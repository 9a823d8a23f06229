using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>Sending a message, which is never lost: what the service did not take stays, and can be sent again.</summary>
internal sealed partial class Conversation
{
    // A chat that answers in other windows again and again does not keep a message waiting without a word.
    private const int SendAttempts = 3;

    /// <summary>Sends a message and follows its answer to the end.</summary>
    /// <param name="id">Of the message; a new one where null.</param>
    public Task SendAsync(string text, string model, Guid? id = null, IReadOnlyList<FilePart>? files = null)
    {
        if (!CanAct) return Task.CompletedTask;
        var message = ChatMessage.FromUser(id ?? Guid.CreateVersion7(), text, files);
        LetGoOfPast();
        _messages.Add(message);
        if (IsNew && _messages.Count == 1) Started?.Invoke();
        return SendAsync(message, model);
    }

    /// <summary>A message that was not taken, once more; the model may be another one by now.</summary>
    public Task SendAgainAsync(ChatMessage message, string model)
    {
        if (!CanAct || message.State != MessageState.NotSent || !_messages.Remove(message)) return Task.CompletedTask;
        // It follows what was said since.
        _messages.Add(message);
        return SendAsync(message, model);
    }

    /// <summary>A message that was not taken is not wanted any more.</summary>
    public void Remove(ChatMessage message)
    {
        if (message.State != MessageState.NotSent || !_messages.Remove(message)) return;
        Failure = null;
        Tell();
    }

    private async Task SendAsync(ChatMessage message, string model)
    {
        message.Become(MessageState.Sending);
        Expect(model, []);
        var request = new ChatRequest(Id, message.ToNew(), model, Visibility);
        var page = _page.Token;
        for (var attempt = 1; attempt <= SendAttempts && message.State == MessageState.Sending; attempt++)
        {
            try
            {
                await FollowAsync(token => chats.SendAsync(request, token), () => Taken(message), page);
            }
            catch (ServiceFailure failure) when (message.State == MessageState.Sending)
            {
                var joined = failure.IsConflict && attempt < SendAttempts && await JoinAsync(page);
                if (page.IsCancellationRequested) return;
                if (!joined) NotSent(failure);
                else if (!_messages.Contains(message)) Arrived();
            }
        }

        void Arrived()
        {
            message.Become(MessageState.Complete);
            EndAnswer();
        }

        void NotSent(ServiceFailure failure)
        {
            EndAnswer();
            message.Become(MessageState.NotSent);
            Failure = failure;
            Tell();
        }
    }

    // A conflict: another window's answer runs in this chat, or the message did arrive before though its answer never
    // reached us. What runs is followed to its end; a message that is not among the stored ones waits behind it.
    private async Task<bool> JoinAsync(CancellationToken page)
    {
        try
        {
            var running = await LoadAsync(Guid.Empty, page);
            Found();
            if (running) await FollowAsync(Join, null, page);
            return true;
        }
        catch (ServiceFailure)
        {
            return false;
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            return true;
        }
    }

    // Its parent is a message that the service knows, too.
    private void Taken(ChatMessage message)
    {
        message.ParentId = _messages.TakeWhile(before => before != message).LastOrDefault(before => !before.IsUnsent)?.Id;
        message.Become(MessageState.Complete);
        Found();
    }

    // The chat is at the service.
    private void Found()
    {
        if (!IsNew) return;
        IsNew = false;
        Stored?.Invoke();
    }
}
