using Bunit;
using Chatbot.Web.Tests.Fakes;

namespace Chatbot.Web.Tests.Components;

/// <summary>The page of somebody who is there, over services that are not real.</summary>
public abstract class PageContext : BunitContext, IAsyncLifetime
{
    private protected FakeServices Fakes { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./app.js").Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./coming-back.js").SetupModule("watch", _ => true);
        Fakes = await FakeServices.StartAsync();
        await Services.AddCircuitAsync(Fakes);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Fakes.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
