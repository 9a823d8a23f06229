using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Models;

/// <summary>What only the browser can do for the list of models: <c>ModelSelector.razor.js</c>.</summary>
internal sealed class ModelListScript(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private bool _restored;

    /// <summary>Arrow keys move in the list, not in the text, and the mouse too is told of; answers whether favourites were found that were not known.</summary>
    public async ValueTask<bool> AttachAsync(ElementReference search, DotNetObjectReference<ModelSelector> selector, ModelFavourites favourites)
    {
        try
        {
            var module = await ModuleAsync();
            await module.InvokeVoidAsync("attach", search, selector);
            if (_restored) return false;
            _restored = true;
            favourites.Restore(await module.InvokeAsync<string?[]?>("favourites"));
            return favourites.Ids.Count > 0;
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask KeepAsync(ModelFavourites favourites)
    {
        try
        {
            await (await ModuleAsync()).InvokeVoidAsync("keep", favourites.Ids);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone.
        }
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

    private async ValueTask<IJSObjectReference> ModuleAsync() =>
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./Components/Models/ModelSelector.razor.js");
}
