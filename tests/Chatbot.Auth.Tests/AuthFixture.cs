using Chatbot.Testing;

namespace Chatbot.Auth.Tests;

/// <summary>A service with an admin already there, for tests that ask for something later.</summary>
public sealed class AuthFixture : IAsyncLifetime
{
    private TestDatabase _database = null!;

    internal AuthApplication App { get; private set; } = null!;

    internal WebClient Web { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        App = await AuthApplication.StartAsync(_database);
        Web = await WebClient.CreateAsync(App);
        await Web.RegisterAsync("first@example.com", fromLoopback: true);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _database.DisposeAsync();
    }
}
