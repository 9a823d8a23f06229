using Chatbot.Web.Components.Sharing;
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

    [Inject]
    private ForeignChats Chats { get; set; } = null!;

    // Nothing is rendered twice: the chat's state comes over the circuit. Sign-in and registration are plain pages.
    private InteractiveServerRenderMode? Mode => IsInteractive ? new InteractiveServerRenderMode(prerender: false) : null;

    /// <summary>A chat of somebody else's, or one that is not there: a plain page instead of the chat.</summary>
    private ForeignChat? Foreign { get; set; }

    private bool IsInteractive => Context.AcceptsInteractiveRouting() && Foreign is null;

    private string? Model => Context.Request.Cookies[ModelSelection.CookieName];

    private string? Notice => IsInteractive ? Notices.Take(Context) : null;

    // Before anything is rendered: what is begun as the chat can't become another page.
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await LookAsync();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    private async Task LookAsync()
    {
        if (!IsInteractive || ChatAddress.Read(Context.Request.Path) is not { } id) return;
        var before = Guid.TryParse(Context.Request.Query["before"], out var message) ? message : (Guid?)null;
        Foreign = await Chats.FindAsync(id, before, Context.RequestAborted);
        // Only when it is sent: a page that is 404 while it is made is made without a body.
        if (Foreign is { Detail: null }) Context.Response.OnStarting(() => Task.FromResult(Context.Response.StatusCode = StatusCodes.Status404NotFound));
    }
}
