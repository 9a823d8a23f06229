using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>Which of the messages with the same parent is shown, and the way to its neighbours.</summary>
public sealed partial class BranchSwitch
{
    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = null!;

    [Parameter]
    public bool IsDisabled { get; set; }

    [Parameter]
    public EventCallback<Guid> OnShow { get; set; }

    private int Count => OnShow.HasDelegate ? Message.Siblings.Count : 0;

    private int Index => Message.Siblings.ToList().IndexOf(Message.Id);

    private Task GoAsync(int step)
    {
        var next = Index + step;
        return next >= 0 && next < Count ? OnShow.InvokeAsync(Message.Siblings[next]) : Task.CompletedTask;
    }
}
