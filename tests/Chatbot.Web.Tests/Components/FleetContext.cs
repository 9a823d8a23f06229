using Bunit;
using Chatbot.Auth.Contracts;
using Chatbot.Web.Components.Fleet;
using Chatbot.Web.Tests.Fakes;

namespace Chatbot.Web.Tests.Components;

/// <summary>The page of the fleet, for somebody who may do everything on it.</summary>
public abstract class FleetContext : BunitContext, IAsyncLifetime
{
    private protected FakeServices Fakes { get; private set; } = null!;

    private protected BunitJSModuleInterop App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        App = JSInterop.SetupModule("./app.js");
        App.Mode = JSRuntimeMode.Loose;
        var dialog = JSInterop.SetupModule("./Components/Fleet/Dialog.razor.js");
        dialog.Mode = JSRuntimeMode.Loose;
        dialog.SetupModule(_ => true).Mode = JSRuntimeMode.Loose;
        Fakes = await FakeServices.StartAsync();
        Fakes.Auth.Permissions = [Permissions.ModelsLoad, Permissions.ModelsUnload, Permissions.HostsManage];
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Fakes.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static string Card(IRenderedComponent<FleetPage> page, string host) => page.Find($"[data-testid=host-card][data-host={host}]").TextContent;

    private protected async Task<IRenderedComponent<FleetPage>> ShowAsync(string until = "[data-testid=host-card]")
    {
        await Services.AddCircuitAsync(Fakes);
        var page = Render<FleetPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(until)));
        if (Fakes.Auth.Permissions.Count > 0 && until.Contains("card", StringComparison.Ordinal))
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=model-unload-button]")));
        page.WaitForAssertion(() => Assert.True(!until.Contains("card", StringComparison.Ordinal) || page.Markup.Contains("Qwen3 8B", StringComparison.Ordinal)));
        return page;
    }
}
