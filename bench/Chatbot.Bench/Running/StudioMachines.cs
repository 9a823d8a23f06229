using Chatbot.Bench.Talking;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Bench.Running;

/// <summary>LM Studio machines that take part in the product for one measurement, and are gone from its lists afterwards.</summary>
internal sealed class StudioMachines : IAsyncDisposable
{
    private static readonly TimeSpan JoinWithin = TimeSpan.FromMinutes(2);
    private static readonly string Rules = Path.Combine(AppContext.BaseDirectory, "Answers", "rules.json");

    private readonly BenchSystem _system;
    private readonly Person _person;
    private readonly List<StudioMachine> _machines = [];

    private StudioMachines(BenchSystem system, Person person) => (_system, _person) = (system, person);

    public IReadOnlyList<StudioMachine> All => _machines;

    /// <param name="apart">A simulator process each, so that one can be killed; otherwise one for all.</param>
    public static async Task<StudioMachines> StartAsync(
        BenchSystem system, Person person, IReadOnlyList<MachineSettings> settings, bool apart, CancellationToken cancellationToken)
    {
        var machines = new StudioMachines(system, person);
        try
        {
            foreach (var together in settings.Chunk(apart ? 1 : settings.Count)) await machines.AddAsync(together);
            await machines.AllWellAsync(cancellationToken);
            return machines;
        }
        catch
        {
            await machines.DisposeAsync();
            throw;
        }
    }

    /// <summary>Each is on the product's list, with nothing loaded.</summary>
    public Task AllWellAsync(CancellationToken cancellationToken) => Waiting.UntilAsync(
        async token =>
        {
            foreach (var machine in _machines)
            {
                machine.Agent.MustRun();
                machine.Simulator.MustRun();
            }

            var there = (await _person.ModelsAsync(token)).SelectMany(model => model.Places.Select(place => (model.Id, place.Host, place.State))).ToHashSet();
            return _machines.All(machine => machine.Settings.Models.All(model => there.Contains((ModelIds.Local(model.Key), machine.Id, PlaceStates.NotLoaded))));
        },
        $"{_machines.Count} machines take part",
        JoinWithin,
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_machines.Select(machine => machine.Agent.DisposeAsync().AsTask()));
        foreach (var simulator in _machines.Select(machine => machine.Simulator).Distinct()) await simulator.DisposeAsync();
        foreach (var machine in _machines) await _person.RemoveHostAsync(machine.Id, CancellationToken.None);
    }

    private async Task AddAsync(MachineSettings[] together)
    {
        string[] arguments = ["--Simulator:LoadSecondsPerGigabyte=0", "--Simulator:PromptMilliseconds=0", $"--Simulator:RulesFile={Rules}", .. together.SelectMany(settings => settings.ForSimulator())];
        var simulator = await _system.Processes.StartAsync($"{together[0].Id}-simulator", "Chatbot.LmStudioSimulator", arguments, Quiet, _system.Folder);
        foreach (var settings in together)
        {
            var listens = new Uri($"http://127.0.0.1:{LocalPorts.Next()}");
            var agent = await _system.Processes.StartAsync(
                $"{settings.Id}-agent", "Chatbot.LmStudioAgent", [.. settings.ForAgent(listens, Path.Combine(_system.Folder, settings.Id))], Environment(), _system.Folder);
            _machines.Add(new StudioMachine(settings, agent, simulator, _system.StudioAt(settings.Address)));
        }
    }

    // As the engine tells the product's own agent.
    private Dictionary<string, string?> Environment() => new(Quiet)
    {
        ["ConnectionStrings__messaging"] = _system.State.ConnectionStrings["messaging"],
        ["services__auth__http__0"] = _system.State.Processes["auth"].Address,
        ["services__catalog__http__0"] = _system.State.Processes["catalog"].Address,
        ["Auth__ClientSecret"] = _system.AgentSecret,
    };

    private static Dictionary<string, string?> Quiet { get; } = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = "",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "",
    };
}
