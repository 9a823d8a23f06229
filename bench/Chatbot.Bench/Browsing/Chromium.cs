using Chatbot.Bench.Running;
using Microsoft.Playwright;

namespace Chatbot.Bench.Browsing;

/// <summary>Debian's Chromium, or the one that <c>CHROMIUM</c> names, and the relay through which it reaches the product.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Usual =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Browsing", "page.js");

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser, Relay relay) => (_playwright, _browser, Relay) = (playwright, browser, relay);

    public Relay Relay { get; }

    public static async Task<Chromium> LaunchAsync(BenchSystem system, params string[] besides)
    {
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
                Headless = true,
                Args = [.. Usual, .. besides],
            });
            return new Chromium(playwright, browser, Relay.To(new Uri(system.State.Url)));
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>With nothing in its cache and, without cookies, as somebody who was never there.</summary>
    public async Task<IBrowserContext> NewContextAsync(IEnumerable<Cookie>? cookies = null)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = $"{Relay.Address}", ViewportSize = new() { Width = 1280, Height = 800 } });
        await context.AddInitScriptAsync(scriptPath: Script);
        if (cookies is not null) await context.AddCookiesAsync(cookies);
        return context;
    }

    /// <summary>Somebody with a session of their own.</summary>
    /// <param name="model">The one that they have chosen before.</param>
    public async Task<IBrowserContext> NewPersonAsync(string? model = null)
    {
        var context = await NewContextAsync();
        var response = await context.APIRequest.GetAsync("/api/auth/guest?redirectUrl=/ping");
        if (!response.Ok) throw new InvalidOperationException($"No guest was made: {response.Status} {await response.TextAsync()}");
        if (model is not null) await context.AddCookiesAsync([new() { Name = "chat-model", Value = Uri.EscapeDataString(model), Url = $"{Relay.Address}" }]);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Relay.DisposeAsync();
    }
}
