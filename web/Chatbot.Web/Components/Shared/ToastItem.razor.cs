using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Shared;

/// <summary>One sentence; an error interrupts whoever is read to.</summary>
public sealed partial class ToastItem
{
    [Parameter, EditorRequired]
    public Toast Toast { get; set; } = null!;

    [Inject]
    private ToastState State { get; set; } = null!;

    private async Task ActAsync()
    {
        State.Dismiss(Toast);
        await Toast.Act!();
    }
}
