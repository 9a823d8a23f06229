using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components;

/// <summary>What only the browser can do for the page as a whole: <c>wwwroot/app.js</c>.</summary>
internal sealed class PageScript(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? _module;

    public async ValueTask SetTitleAsync(string title) => await (await ModuleAsync()).InvokeVoidAsync("setTitle", title);

    /// <summary>Whether the sidebar is shown, to the buttons that show and hide it.</summary>
    public async ValueTask TellSidebarAsync() => await (await ModuleAsync()).InvokeVoidAsync("tellSidebar");

    /// <summary>Kept for a year.</summary>
    public async ValueTask SetCookieAsync(string name, string value) => await (await ModuleAsync()).InvokeVoidAsync("setCookie", name, value);

    /// <summary>Minutes ahead of UTC.</summary>
    public async ValueTask<int> UtcOffsetAsync() => await (await ModuleAsync()).InvokeAsync<int>("utcOffset");

    /// <summary>Draws text that grows, from a stream of <see cref="Rendering.Growing.MarkupFrames"/>. False where not all of it came.</summary>
    public async ValueTask<bool> GrowAsync(ElementReference root, Stream stream, CancellationToken cancellationToken)
    {
        // Closed by who reads it, and by nobody else: to close it while it is read would end the page.
        var source = new DotNetStreamReference(stream);
        return await (await ModuleAsync()).InvokeAsync<bool>("grow", cancellationToken, root, source);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and the module with it.
        }
    }

    private async ValueTask<IJSObjectReference> ModuleAsync() => _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./app.js");
}
