using System.Net;
using Chatbot.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Auth.Tests;

/// <summary>The service in this process. <paramref name="settings"/> replace the tests' own; null leaves one out.</summary>
internal sealed class AuthApplication(string connectionString, params (string Key, string? Value)[] settings) : WebApplicationFactory<Program>
{
    private static readonly Dictionary<string, string?> Configured = new()
    {
        ["Auth:Secret"] = "a secret of the tests, long enough for it",
        ["Clients:web:Secret"] = "web secret",
        ["Clients:chat:Secret"] = "chat secret",
        ["Clients:catalog:Secret"] = "catalog secret",
        ["Clients:agent:Secret"] = "agent secret",
    };

    /// <summary>Stands still unless a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public LogLines Log { get; } = new();

    public static async Task<AuthApplication> StartAsync(TestDatabase database, params (string Key, string? Value)[] settings)
    {
        var app = new AuthApplication(database.ConnectionString, settings);
        using var client = app.CreateClient();
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health")).StatusCode == HttpStatusCode.OK, "auth is ready");
        return app;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:authdb", connectionString);
        var overridden = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        foreach (var (key, value) in Configured.Where(entry => !overridden.ContainsKey(entry.Key)).Concat(overridden))
        {
            if (value is not null) builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
    }
}
