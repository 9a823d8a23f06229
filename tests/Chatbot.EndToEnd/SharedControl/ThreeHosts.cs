using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>
/// The whole product with three machines and three replicas of the chat service, for the tests of this collection. Each machine
/// has the model <see cref="Common"/> and one of its own.
/// </summary>
public sealed class ThreeHosts : IAsyncLifetime
{
    internal const string North = "north";
    internal const string South = "south";
    internal const string East = "east";
    internal const string CommonKey = "common/chat-4b";

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"chatbot-hosts-{Guid.CreateVersion7():n}");
    private readonly string _rules = Path.Combine(Path.GetTempPath(), $"chatbot-rules-{Guid.CreateVersion7():n}.json");
    private readonly Dictionary<string, StudioProcess> _machines = [];
    private AppHost? _host;

    internal static IReadOnlyList<string> Names { get; } = [North, South, East];

    internal static string Common { get; } = ModelIds.Local(CommonKey);

    /// <summary>As it is now: processes that were started again have other ids.</summary>
    internal SystemState State => SystemState.Read(Path.Combine(_data, "state.json"));

    /// <summary>May load, unload and manage hosts.</summary>
    internal Script Admin { get; private set; } = null!;

    internal static string OwnKey(string host) => $"{host}/own-4b";

    internal static string Own(string host) => ModelIds.Local(OwnKey(host));

    internal Studio Studio(string host) => _machines[host].Studio;

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            // Nobody else does it for what was not begun.
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Everything runs, nothing goes wrong, nothing is in memory: what each test begins with.</summary>
    internal async Task RestAsync()
    {
        await Task.WhenAll(_machines.Values.Select(machine => machine.StartAsync()));
        foreach (var machine in _machines.Values) await machine.Studio.ClearFaultsAsync();
        string? unrest = null;
        // Again, where requests that a failed test left behind have loaded something since.
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await ResetAsync();
            try
            {
                await Eventually.TrueAsync(async () => (unrest = await UnrestAsync()) is null, "everything is at rest", TimeSpan.FromSeconds(40));
                return;
            }
            catch (TimeoutException)
            {
                // It is told below.
            }
        }

        throw new TimeoutException($"It does not come to rest: {unrest}");
    }

    /// <summary>The machine with its LM Studio and the agent beside it.</summary>
    internal async Task KillAsync(string host)
    {
        await AppHost.SignalAsync("KILL", State.Processes[$"agent-{host}"].ProcessId!.Value);
        await _machines[host].KillAsync();
    }

    internal async Task<IReadOnlyList<Script>> GuestsAsync(int count)
    {
        List<Script> guests = [];
        while (guests.Count < count) guests.Add(await Script.AsGuestAsync(State.Url));
        return guests;
    }

    /// <summary>Requests that each machine has begun since the start.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> RequestsAsync()
    {
        Dictionary<string, int> requests = [];
        foreach (var name in Names) requests[name] = (await Studio(name).StatusAsync()).RequestsStarted;
        return requests;
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        foreach (var machine in _machines.Values) await machine.DisposeAsync();
        File.Delete(_rules);
    }

    private async Task StartAsync()
    {
        await File.WriteAllTextAsync(_rules, ModelSays.Rules);
        foreach (var name in Names) _machines[name] = new StudioProcess(Settings(name));
        await Task.WhenAll(_machines.Values.Select(machine => machine.StartAsync()));
        _host = AppHost.Start(
            new Dictionary<string, string?>
            {
                ["WEB_PORT"] = "0",
                ["CHAT_REPLICAS"] = "3",
                // What is counted at LM Studio are the answers.
                ["Titles__Enabled"] = "false",
                ["LMSTUDIO_BASE_URLS"] = string.Join(',', _machines.Select(machine => $"{machine.Key}={machine.Value.Studio.Address}")),
            },
            "--throwaway",
            "--data",
            _data);
        Admin = await People.OfTypeAsync(await SystemState.ReadyAsync(_host, _data), UserTypes.Admin);
    }

    private async Task ResetAsync()
    {
        foreach (var host in await Admin.HostsAsync())
        {
            if (host.Draining || host.Settings?.MemoryBudgetBytes is not null) await Admin.ChangeHostAsync(host.Id, new { draining = false, memoryBudgetBytes = (long?)null });
        }

        foreach (var machine in _machines.Values)
        {
            if (await machine.Studio.StatusAsync() is not { Instances: [], Loading: [] }) await machine.Studio.RestartAsync();
        }
    }

    // Null when there is none; else what is not at rest.
    private async Task<string?> UnrestAsync()
    {
        var hosts = await Admin.HostsAsync();
        if (hosts.Find(host => !host.Online || host.Health != LmStudioHealth.Ok || host.Draining) is { } host) return $"{host.Id}: {host.Health}, {host.Detail}";
        if (hosts.Count != Names.Count) return $"{hosts.Count} hosts";
        var models = await Admin.ModelsAsync();
        if (models.Count(model => model.Provider == "lmstudio") != Names.Count + 1) return $"{models.Count} models";
        return models.SelectMany(model => model.Places.Select(place => (model.Id, Place: place)))
            .Where(entry => entry.Place.State != PlaceStates.NotLoaded)
            .Select(entry => $"{entry.Id} at {entry.Place.Host}: {entry.Place.State}")
            .FirstOrDefault();
    }

    private Dictionary<string, string> Settings(string name) => new()
    {
        ["Name"] = name,
        ["RulesFile"] = _rules,
        ["LoadSecondsPerGigabyte"] = "0.3",
        ["TokensPerSecond"] = "200",
        ["PromptMilliseconds"] = "20",
        ["Models__0__Key"] = CommonKey,
        ["Models__0__SizeBytes"] = "2000000000",
        ["Models__1__Key"] = OwnKey(name),
        ["Models__1__SizeBytes"] = "2000000000",
    };
}

[CollectionDefinition(Name)]
public sealed class ThreeHostsCollection : ICollectionFixture<ThreeHosts>
{
    internal const string Name = nameof(ThreeHosts);
}
