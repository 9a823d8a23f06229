using Chatbot.Testing;
using Chatbot.Web.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>The web itself over real Redis, with the services behind it faked.</summary>
public sealed class WebHost : WebApplicationFactory<App>, IAsyncLifetime
{
    public const string Secret = "a secret of the tests, long enough to be one";

    private string _redis = "";

    /// <summary>New for every test that asks by <see cref="RenewAsync"/>; the web keeps running.</summary>
    internal FakeServices Fakes { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = $"{await TestServers.RedisAsync()},defaultDatabase=9";
        Fakes = await FakeServices.StartAsync();
    }

    public async ValueTask RenewAsync()
    {
        await Fakes.DisposeAsync();
        Fakes = await FakeServices.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Fakes.DisposeAsync();
    }

    /// <summary>A browser: keeps cookies, follows nothing by itself.</summary>
    public HttpClient Browser(string origin = "http://localhost") =>
        CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true, BaseAddress = new Uri(origin) });

    /// <summary>A browser that has been through guest sign-in.</summary>
    public async Task<HttpClient> GuestAsync()
    {
        var browser = Browser();
        using var response = await browser.GetAsync("/api/auth/guest?redirectUrl=/");
        return browser;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("ConnectionStrings:redis", _redis);
        builder.UseSetting("Auth:Secret", Secret);
        builder.UseSetting("Auth:ClientSecret", "secret");
        // All come from one address here.
        foreach (var limit in new[] { "SignInsPerMinute", "GuestsPerHour", "TokensPerMinute", "EnrolmentsPerMinute" }) builder.UseSetting($"Limits:{limit}", "100000");
        builder.ConfigureTestServices(services =>
            services.PostConfigureAll<HttpClientFactoryOptions>(options =>
                options.HttpMessageHandlerBuilderActions.Add(handler => handler.PrimaryHandler = new Switchboard(this))));
    }

    // The client factory keeps its handlers, so which fakes they reach is decided with each request.
    private sealed class Switchboard(WebHost web) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var invoker = new HttpMessageInvoker(web.Fakes.Handler(), disposeHandler: false);
            return await invoker.SendAsync(request, cancellationToken);
        }
    }
}
