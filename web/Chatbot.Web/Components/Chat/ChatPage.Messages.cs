using Chatbot.Web.Clients;
using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>What can be done with the messages that are there. Who only reads a chat gets no handler, and so no button.</summary>
public sealed partial class ChatPage
{
    private Guid? edited;
    private string? editFailure;
    private Composer? composer;

    private EventCallback<(ChatMessage Answer, string? Model)> Regenerating =>
        Owned<(ChatMessage Answer, string? Model)>(word => Run(Chat.RegenerateAsync(word.Answer, word.Model ?? Selection.Id)));

    private EventCallback<ChatMessage> Continuing => Owned<ChatMessage>(answer => Run(Chat.ContinueAsync(answer, Selection.Id)));

    private EventCallback<(ChatMessage Answer, ToolPart Call, bool Approved)> Deciding =>
        EventCallback.Factory.Create<(ChatMessage Answer, ToolPart Call, bool Approved)>(this, word => Run(Chat.DecideAsync(word.Answer, word.Call, word.Approved)));

    private EventCallback<(ChatMessage Answer, bool IsUp)> Voting => Owned<(ChatMessage Answer, bool IsUp)>(vote => Run(VoteAsync(vote.Answer, vote.IsUp)));

    private EventCallback<Guid> Branching => Owned<Guid>(sibling => Run(Chat.ShowBranchAsync(sibling)));

    private EventCallback<ChatMessage?> Editing => Owned<ChatMessage?>(message => Show(message?.Id));

    private EventCallback<ChatMessage> Resending => Owned<ChatMessage>(message => Answered(Chat.SendAgainAsync(message, Selection.Id)));

    private EventCallback<ChatMessage> Removing => Owned<ChatMessage>(Remove);

    private void Edit((ChatMessage Message, string Text) word) => Run(EditAsync(word.Message, word.Text));

    // The editor stays until the service has taken the message: then the edited one is no longer among those shown.
    private async Task EditAsync(ChatMessage message, string text)
    {
        editFailure = null;
        if (await Chat.EditAsync(message, text, Selection.Id) is not { } refusal) return;
        if (edited == message.Id) editFailure = refusal.Message;
        else Toasts.Show(refusal.Message, isError: true);
        StateHasChanged();
    }

    private void EditLast()
    {
        if (Chat.Messages.LastOrDefault(message => message is { Role: ChatMessage.User, IsUnsent: false, HasText: true }) is { } last) Show(last.Id);
    }

    // The editor for this message, or none.
    private void Show(Guid? message) => (edited, editFailure) = (message, null);

    private void Remove(ChatMessage message)
    {
        Chat.Remove(message);
        if (composer is not null) Run(composer.SettleAsync(message.Id));
    }

    private async Task VoteAsync(ChatMessage answer, bool isUp)
    {
        try
        {
            await Chat.VoteAsync(answer, isUp);
        }
        catch (ServiceFailure failure)
        {
            Toasts.Show(failure.Message, isError: true);
        }
    }

    private EventCallback<T> Owned<T>(Action<T> act) => Chat.IsReadOnly ? default : EventCallback.Factory.Create(this, act);
}
