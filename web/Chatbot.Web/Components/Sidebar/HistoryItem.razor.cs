using System.Globalization;
using Chatbot.Chat.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Sidebar;

/// <summary>A chat of the list: a link, its menu, or the field in which it is renamed.</summary>
public sealed partial class HistoryItem
{
    private const int LongestTitle = 200;

    private View view;
    private string title = "";
    private bool takesFocus;
    private bool givesFocusBack;
    private ElementReference focus;
    private ElementReference button;

    private enum View
    {
        Link,
        Menu,
        Rename,
        Share,
    }

    [Parameter, EditorRequired]
    public ChatSummary Chat { get; set; } = null!;

    [Parameter]
    public bool IsCurrent { get; set; }

    [Parameter]
    public EventCallback<(ChatSummary Chat, string Title)> OnRename { get; set; }

    [Parameter]
    public EventCallback<ChatSummary> OnPin { get; set; }

    [Parameter]
    public EventCallback<(ChatSummary Chat, string Visibility)> OnShow { get; set; }

    [Parameter]
    public EventCallback<ChatSummary> OnDelete { get; set; }

    private bool IsPublic => Chat.Visibility == "public";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var (takes, gives) = (takesFocus, givesFocusBack);
        (takesFocus, givesFocusBack) = (false, false);
        // The focus also brings what was opened into view.
        if (takes) await focus.FocusAsync();
        else if (gives) await button.FocusAsync();
    }

    private string Named(string text) => string.Format(CultureInfo.CurrentCulture, text, Chat.Title);

    private void Open(View next)
    {
        (takesFocus, givesFocusBack) = (next is not View.Link, next is View.Link);
        (view, title) = (next, Chat.Title);
    }

    // Enter, and also leaving the field; what is empty or as it was is no new title.
    private async Task SaveAsync()
    {
        if (view is not View.Rename) return;
        var chosen = title.Trim();
        view = View.Link;
        if (chosen.Length > 0 && chosen != Chat.Title) await OnRename.InvokeAsync((Chat, chosen));
    }

    private Task PinAsync()
    {
        Open(View.Link);
        givesFocusBack = false; // The row goes to another group.
        return OnPin.InvokeAsync(Chat);
    }

    private async Task ShowAsync(string visibility)
    {
        await OnShow.InvokeAsync((Chat, visibility));
        Open(View.Share);
    }

    private Task DeleteAsync()
    {
        view = View.Link;
        return OnDelete.InvokeAsync(Chat);
    }

    private void Pressed(KeyboardEventArgs key)
    {
        if (key.Key == "Escape" && view is not View.Link) Open(View.Link);
    }
}
