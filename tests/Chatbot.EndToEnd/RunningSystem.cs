using Chatbot.EndToEnd;
using Chatbot.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(RunningSystem))]
// One test at a time of those that share the system, and one beside them of those that have another.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 2)]

namespace Chatbot.EndToEnd;

/// <summary>The whole product, started by the local engine with data that is thrown away, and a browser.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"chatbot-e2e-{Guid.CreateVersion7():n}");
    private readonly List<IBrowserContext> _windows = [];
    private AppHost? _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _test;

    internal SystemState State { get; private set; } = null!;

    /// <summary>As it is now: processes that were killed have been started again.</summary>
    internal SystemState Now => SystemState.Read(Path.Combine(_data, "state.json"));

    public string Address => State.Url;

    public async ValueTask InitializeAsync()
    {
        _host = AppHost.Start(new Dictionary<string, string?> { ["WEB_PORT"] = "0" }, "--throwaway", "--data", _data);
        State = await SystemState.ReadyAsync(_host, _data);
        _playwright = await Playwright.CreateAsync();
        _browser = await Browser.LaunchAsync(_playwright);
        Assertions.SetDefaultExpectTimeout(15_000);
    }

    /// <summary>A window of somebody who has never been here.</summary>
    /// <param name="address">Another way to the web than the straight one.</param>
    /// <param name="isPhone">Small, and touched.</param>
    internal async Task<ChatPage> NewPersonAsync(string? address = null, bool isPhone = false)
    {
        await CloseWindowsOfOthersAsync();
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address ?? Address,
            HasTouch = isPhone,
            IsMobile = isPhone,
            ViewportSize = isPhone ? new() { Width = 390, Height = 800 } : new() { Width = 1280, Height = 720 },
        });
        _windows.Add(context);
        return new ChatPage(await context.NewPageAsync());
    }

    /// <summary>A script with the cookies of a new guest.</summary>
    internal Task<Script> NewScriptAsync() => Script.AsGuestAsync(Address);

    /// <summary>One of a regular account: a guest made so by hand before the first token, so that registering stays free for the test of the first account.</summary>
    internal async Task<Script> NewRegularAsync()
    {
        var script = await NewScriptAsync();
        await Sql.ScalarAsync(
            State.ConnectionStrings["authdb"]!,
            "UPDATE auth.accounts SET user_type = 'regular' WHERE id = (SELECT account_id FROM auth.sessions ORDER BY created_at DESC LIMIT 1)");
        return script;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        KeepLogs();
        if (_host is not null) await _host.DisposeAsync();
        Assert.False(Directory.Exists(_data), "The throw-away data is still there.");
    }

    // Every page that stays open is drawn and told what happens: after a hundred tests that is most of what the machine does.
    private async Task CloseWindowsOfOthersAsync()
    {
        var test = TestContext.Current.Test?.UniqueID;
        if (test == _test) return;
        _test = test;
        foreach (var window in _windows) await window.CloseAsync();
        _windows.Clear();
    }

    // What the services said while a test failed is else gone with their data.
    private void KeepLogs()
    {
        var logs = Path.Combine(_data, "logs");
        if (!Directory.Exists(logs)) return;
        var kept = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "logs"));
        foreach (var log in Directory.EnumerateFiles(logs)) File.Copy(log, Path.Combine(kept.FullName, Path.GetFileName(log)), overwrite: true);
    }
}
