using Microsoft.JSInterop;

namespace Chatbot.Web.Components;

/// <summary>
/// What a component's script keeps in the browser, from when it is attached until the component goes. A component can go
/// while it is being attached, and the browser at any time: neither leaves anything behind, or ends in an error.
/// </summary>
internal sealed class ElementScript(IJSRuntime js, string module) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _attached;
    private bool _isGone;

    /// <summary>By the script's function, which returns an object with <c>dispose</c>. False where the component has gone.</summary>
    public async Task<bool> AttachAsync(string function, params object?[] arguments)
    {
        while (!_isGone && _attached is null)
        {
            try
            {
                _module ??= await js.InvokeAsync<IJSObjectReference>("import", module);
                if (!_isGone) _attached = await _module.InvokeAsync<IJSObjectReference>(function, arguments);
            }
            catch (JSDisconnectedException)
            {
                return false;
            }
            catch (OperationCanceledException)
            {
                // Called while the connection was away: dropped, which is known after a minute. Once more.
            }
        }

        if (_isGone) await ReleaseAsync();
        return !_isGone;
    }

    public async Task CallAsync(string function, object? argument)
    {
        try
        {
            if (_attached is not null) await _attached.InvokeVoidAsync(function, argument);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, or away.
        }
    }

    public ValueTask DisposeAsync()
    {
        _isGone = true;
        return ReleaseAsync();
    }

    private async ValueTask ReleaseAsync()
    {
        var (attached, loaded) = (_attached, _module);
        (_attached, _module) = (null, null);
        try
        {
            if (attached is not null)
            {
                await attached.InvokeVoidAsync("dispose");
                await attached.DisposeAsync();
            }

            if (loaded is not null) await loaded.DisposeAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and all that it kept.
        }
    }
}
