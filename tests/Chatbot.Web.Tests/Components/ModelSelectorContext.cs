using Bunit;
using Chatbot.Testing;
using Chatbot.Web.Components.Models;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Web.Tests.Components;

/// <summary>The models' drop-down.</summary>
public abstract class ModelSelectorContext : BunitContext, IAsyncLifetime
{
    private protected FakeServices Fakes { get; private set; } = null!;

    private protected BunitJSModuleInterop Script { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./app.js").Mode = JSRuntimeMode.Loose;
        Script = JSInterop.SetupModule("./Components/Models/ModelSelector.razor.js");
        Script.Mode = JSRuntimeMode.Loose;
        Fakes = await FakeServices.StartAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Fakes.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What may be done is asked beside everything else: only after the answer the absence of a button says something.</summary>
    private protected async Task RightsAsync(IRenderedComponent<ModelSelector> selector)
    {
        await Eventually.TrueAsync(() => Services.GetRequiredService<ModelActions>().IsKnown, "the rights are known");
        await selector.InvokeAsync(() => { });
    }

    private protected async Task<IRenderedComponent<ModelSelector>> ShowAsync(bool asGuest = false)
    {
        await Services.AddCircuitAsync(Fakes, asGuest);
        return Render<ModelSelector>();
    }

    private protected async Task<IRenderedComponent<ModelSelector>> OpenAsync(bool asGuest = false)
    {
        var selector = await ShowAsync(asGuest);
        selector.WaitForAssertion(() => Assert.Contains("Qwen3 8B", selector.Markup, StringComparison.Ordinal));
        await selector.ClickOnAsync("[data-testid=model-selector]");
        return selector;
    }
}
