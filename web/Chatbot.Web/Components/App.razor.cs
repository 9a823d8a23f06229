using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components;

/// <summary>The host page: the only component of the chat that sees a request. What the circuit needs of it goes on as parameters.</summary>
public sealed partial class App
{
    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    // Nothing is rendered twice: the chat's state comes over the circuit. Sign-in and registration are plain pages.
    private InteractiveServerRenderMode? Mode => IsInteractive ? new InteractiveServerRenderMode(prerender: false) : null;

    private bool IsInteractive => Context.AcceptsInteractiveRouting();

    private string? Model => Context.Request.Cookies[ModelSelection.CookieName];

    private string? Notice => IsInteractive ? Notices.Take(Context) : null;
}
