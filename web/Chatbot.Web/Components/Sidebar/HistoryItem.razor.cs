using Chatbot.Chat.Contracts;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Sidebar;

/// <summary>A chat of the list; deleting asks once, in place.</summary>
public sealed partial class HistoryItem
{
    private bool asking;
    private bool focusKeep;
    private ElementReference keep;

    [Parameter, EditorRequired]
    public ChatSummary Chat { get; set; } = null!;

    [Parameter]
    public bool IsCurrent { get; set; }

    [Parameter]
    public EventCallback<Guid> OnDelete { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!focusKeep) return;
        focusKeep = false;
        await keep.FocusAsync();
    }

    private void Ask() => (asking, focusKeep) = (true, true);
}
