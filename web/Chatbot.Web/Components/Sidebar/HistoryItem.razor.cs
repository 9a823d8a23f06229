using System.Globalization;
using Chatbot.Chat.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Sidebar;

/// <summary>A chat of the list: a link, its menu, or the field in which it is renamed.</summary>
public sealed partial class HistoryItem : IDisposable
{
    private const int LongestTitle = 200;

    private View view;
    private string title = "";
    private bool takesFocus;
    private bool givesFocusBack;
    private bool wasWanted;
    private bool isGone;
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

    /// <summary>The focus is to come here, once: what had it is gone.</summary>
    [Parameter]
    public bool TakesFocus { get; set; }

    /// <summary>False where it was refused.</summary>
    [Parameter]
    public Func<ChatSummary, string, Task<bool>> OnRename { get; set; } = (_, _) => Task.FromResult(true);

    [Parameter]
    public EventCallback<ChatSummary> OnPin { get; set; }

    [Parameter]
    public EventCallback<(ChatSummary Chat, string Visibility)> OnShow { get; set; }

    [Parameter]
    public EventCallback<ChatSummary> OnDelete { get; set; }

    /// <summary>Its menu or its field is open, or no longer.</summary>
    [Parameter]
    public Action<Guid, bool> OnOpen { get; set; } = (_, _) => { };

    private bool IsPublic => Chat.Visibility == "public";

    public void Dispose()
    {
        Turn(View.Link);
        isGone = true;
    }

    protected override void OnParametersSet()
    {
        if (TakesFocus && !wasWanted) givesFocusBack = true;
        wasWanted = TakesFocus;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var (takes, gives) = (takesFocus, givesFocusBack);
        (takesFocus, givesFocusBack) = (false, false);
        // A menu is brought into view as a whole, by the script that finds room for it.
        if (takes) await focus.FocusAsync(preventScroll: view is not View.Rename);
        else if (gives && view is not View.Rename) await button.FocusAsync();
    }

    private string Named(string text) => string.Format(CultureInfo.CurrentCulture, text, Chat.Title);

    private void Open(View next)
    {
        (takesFocus, givesFocusBack) = (next is not View.Link, next is View.Link);
        title = Chat.Title;
        Turn(next);
    }

    private void Turn(View next)
    {
        var (wasOpen, isOpen) = (view is not View.Link, next is not View.Link);
        view = next;
        if (isOpen != wasOpen && !isGone) OnOpen(Chat.Id, isOpen);
    }

    // Whoever left the field has the focus elsewhere by now.
    private Task EnterAsync() => SaveAsync(keepsFocus: true);

    private Task LeaveAsync() => SaveAsync(keepsFocus: false);

    // What is empty or as it was is no new title; one that was refused is not to be typed again.
    private async Task SaveAsync(bool keepsFocus)
    {
        if (view is not View.Rename) return;
        var chosen = title.Trim();
        givesFocusBack = keepsFocus;
        Turn(View.Link);
        if (chosen.Length == 0 || chosen == Chat.Title || await OnRename(Chat, chosen)) return;
        (title, takesFocus) = (chosen, keepsFocus);
        Turn(View.Rename);
    }

    private Task PinAsync()
    {
        Open(View.Link);
        return OnPin.InvokeAsync(Chat);
    }

    private async Task ShowAsync(string visibility)
    {
        await OnShow.InvokeAsync((Chat, visibility));
        Open(View.Share);
    }

    private Task DeleteAsync()
    {
        Open(View.Link);
        return OnDelete.InvokeAsync(Chat);
    }

    private void Pressed(KeyboardEventArgs key)
    {
        if (key is { Key: "Escape", IsComposing: false } && view is not View.Link) Open(View.Link);
    }
}
