using Chatbot.Bench.Talking;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Bench.Running;

/// <summary>The whole product on this machine, and what is started beside it to measure with.</summary>
internal sealed class BenchSystem : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(3);

    private readonly ServiceProvider _services;
    private readonly AppHost _host;

    private BenchSystem(ServiceProvider services, AppHost host, string data, SystemState state, string agentSecret, Action<string> say, TimeProvider time)
    {
        (_services, _host, Data, State, AgentSecret, Say, Time) = (services, host, data, state, agentSecret, say, time);
        Folder = Directory.CreateTempSubdirectory("chatbot-bench-").FullName;
    }

    public SystemState State { get; }

    public TimeProvider Time { get; }

    public Action<string> Say { get; }

    public ProcessStarter Processes { get; } = new();

    /// <summary>With which further agents show the product that they belong to it.</summary>
    public string AgentSecret { get; }

    /// <summary>For what the bench itself starts.</summary>
    public string Folder { get; }

    /// <summary>Whether the product runs no more.</summary>
    public bool HasEnded => _host.HasEnded;

    private string Data { get; }

    public static async Task<BenchSystem> StartAsync(
        IReadOnlyDictionary<string, string?> settings, Action<string> say, TimeProvider time, CancellationToken cancellationToken)
    {
        var data = Path.Combine(Path.GetTempPath(), $"chatbot-bench-data-{Guid.CreateVersion7():n}");
        var agentSecret = $"{Guid.CreateVersion7():n}{Guid.CreateVersion7():n}";
        var environment = new Dictionary<string, string?>(settings) { ["WEB_PORT"] = "0", ["Parameters__agent-secret"] = agentSecret };
        var host = AppHost.Start(environment, data);
        try
        {
            var file = Path.Combine(data, "state.json");
            await Waiting.UntilAsync(
                _ => host.HasEnded ? throw new InvalidOperationException($"The AppHost ended. It printed:\n{host.Output}") : Task.FromResult(File.Exists(file)),
                "the product is ready",
                StartsWithin,
                cancellationToken);
            return new BenchSystem(BenchHttp.Build(), host, data, SystemState.Read(file), agentSecret, say, time);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task<Person> NewPersonAsync(CancellationToken cancellationToken) =>
        Person.AsGuestAsync(BenchHttp.Client(_services, new Uri(State.Url)), Time, cancellationToken);

    public Studio StudioAt(Uri address) => new(BenchHttp.Client(_services, address));

    /// <param name="key">An API key, where one is asked for.</param>
    public Completions CompletionsAt(Uri address, string model, string? key = null) => new(BenchHttp.Client(_services, address), model, key, Time);

    /// <summary>Ends the product before its time, for what has to have the machine for itself.</summary>
    public ValueTask StopAsync() => _host.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Processes.Dispose();
        await _services.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        // The product's guard deletes its own a moment later.
        if (Directory.Exists(Data)) Say($"{Data} is still there.");
    }
}
