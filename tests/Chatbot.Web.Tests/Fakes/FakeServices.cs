using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>Auth, chat and catalog in one process, as the contracts say: their routes do not overlap.</summary>
internal sealed class FakeServices : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeServices(WebApplication app)
    {
        _app = app;
        Chat = new FakeChat(Auth);
        Auth.Map(app);
        Chat.Map(app);
        Catalog.Map(app);
        Fleet.Map(app);
    }

    public FakeAuth Auth { get; } = new();

    public FakeChat Chat { get; }

    public FakeCatalog Catalog { get; } = new();

    public FakeFleet Fleet { get; } = new();

    /// <summary>In memory; reached by <see cref="Handler"/>.</summary>
    public static async Task<FakeServices> StartAsync()
    {
        var services = Create(builder => builder.WebHost.UseTestServer());
        await services._app.StartAsync();
        return services;
    }

    /// <summary>On an address, for a web that runs by itself.</summary>
    public static FakeServices Listen(string url) => Create(builder => builder.WebHost.UseUrls(url));

    public HttpMessageHandler Handler() => _app.GetTestServer().CreateHandler();

    public Task RunAsync() => _app.RunAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static FakeServices Create(Action<WebApplicationBuilder> host)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(options => ServiceDefaults.ServiceDefaultsExtensions.Configure(options.SerializerOptions));
        host(builder);
        return new FakeServices(builder.Build());
    }
}
