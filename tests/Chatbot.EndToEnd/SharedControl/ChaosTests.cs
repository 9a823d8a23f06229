using System.Globalization;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>
/// Loads and unloads go on while agent, catalog, broker and LM Studio are killed. <c>CHATBOT_CHAOS_MINUTES</c> makes it longer,
/// <c>CHATBOT_CHAOS_SEED</c> repeats one.
/// </summary>
[Collection(OwnSystems.Collection)]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int People = 3;
    private static readonly int Seed = Setting("CHATBOT_CHAOS_SEED") is { } seed ? (int)seed : Random.Shared.Next(1_000_000);
    private static readonly TimeSpan Length = Setting("CHATBOT_CHAOS_MINUTES") is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromSeconds(60);

    // A command to an agent that died is sent again after half a minute of silence, and a process that died often waits as long.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(4);
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"chatbot-chaos-{Guid.CreateVersion7():n}");

    [Fact]
    public async Task Whatever_is_killed_every_operation_ends_nothing_is_loaded_twice_and_the_list_agrees_with_LM_Studio()
    {
        output.WriteLine($"CHATBOT_CHAOS_SEED={Seed}");
        await using var host = AppHost.Start(new Dictionary<string, string?> { ["WEB_PORT"] = "0" }, "--throwaway", "--data", _data);
        var state = await SystemState.ReadyAsync(host, _data);
        using var admin = await SharedControl.People.OfTypeAsync(state, UserTypes.Admin);
        var studio = new Studio(state.Processes["simulator"].Address);
        IReadOnlyList<string> models = [];
        await Eventually.TrueAsync(async () => (models = [.. (await admin.ModelsAsync()).Select(model => model.Id)]).Count == 3, "the models are known", TimeSpan.FromSeconds(60));

        var chaos = new Chaos(() => SystemState.Read(Path.Combine(_data, "state.json")), Seed);
        var witness = new StudioWitness(studio);
        var people = Enumerable.Range(1, People).Select(number => new LoadsAndUnloads(admin, models, Seed + number)).ToList();
        var killing = chaos.RunAsync(Length, TestContext.Current.CancellationToken);
        await Task.WhenAll([witness.RunAsync(killing), .. people.Select(person => person.RunAsync(killing)), killing]);
        var accepted = people.SelectMany(person => person.Accepted.Select(one => (Person: person, one.Operation, one.Load, one.Key))).ToList();
        output.WriteLine($"{accepted.Count} operations were accepted; killed: {string.Join(", ", chaos.Kills)}");

        List<Operation> ends = [];
        foreach (var (person, operation, _, _) in accepted) ends.Add(await EndOfAsync(person, operation));
        output.WriteLine(string.Join(", ", ends.CountBy(end => $"{end.Kind} {end.State} {end.Reason}").Select(count => $"{count.Value} {count.Key}")));
        await AgreesAsync(host, admin, studio);

        Assert.NotEmpty(chaos.Kills);
        Assert.Contains(ends, end => end is { Kind: "load", State: OperationStates.Succeeded });
        Assert.Subset(models.ToHashSet(), witness.Seen.Keys.Select(ModelIds.Local).ToHashSet());
        Assert.NotEmpty(witness.Seen);
        foreach (var (person, operation, load, key) in accepted.TakeLast(10)) Assert.Equal(operation.Id, (await person.AskAsync(operation.Model, load, key)).Id);
        await StillWorksAsync(admin, studio, models[0]);
    }

    private static async Task<Operation> EndOfAsync(LoadsAndUnloads person, Operation operation)
    {
        Operation? now = null;
        try
        {
            await Eventually.TrueAsync(async () => (now = await person.FindAsync(operation.Id))?.EndedAt is not null, "", Settling);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The operation did not end: {now ?? operation}");
        }

        return now!;
    }

    private string System() =>
        string.Join("\n", SystemState.Read(Path.Combine(_data, "state.json")).Processes.Where(process => process.Key is "agent" or "catalog" or "simulator" or "messaging")
            .Select(process => $"{process.Key} {process.Value.ProcessId}:\n{string.Join("\n", File.ReadLines(process.Value.LogFile).TakeLast(25))}"));

    private async Task AgreesAsync(AppHost host, Script admin, Studio studio)
    {
        IReadOnlyList<HostEntry> hosts = [];
        StudioStatus? status = null;
        try
        {
            await Eventually.TrueAsync(
                async () => (hosts = await admin.HostsAsync()) is [{ Online: true, Health: LmStudioHealth.Ok }] && (status = await studio.StatusIfUpAsync()) is { Loading: [] }, "", Settling);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The host is not well again: {string.Join("; ", hosts)}; LM Studio: {status}; {System()}\n{host.Output}");
        }

        string listed = "", loaded = "";
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    listed = Shown((await admin.ModelsAsync()).Select(model => (model.Id, model.Places.Single().Instances)));
                    loaded = Shown((await studio.StatusAsync()).InstanceDetails.CountBy(instance => ModelIds.Local(instance.Model)).Select(count => (count.Key, count.Value)));
                    return listed == loaded;
                },
                "",
                TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The list says '{listed}', and LM Studio has '{loaded}'.");
        }
    }

    private static async Task StillWorksAsync(Script admin, Studio studio, string model)
    {
        Assert.Equal(OperationStates.Succeeded, (await admin.EndOfAsync(await admin.LoadAsync(model))).State);
        Assert.Contains(model, (await studio.StatusAsync()).Instances.Select(ModelIds.Local));
        Assert.True((await admin.EndOfAsync(await admin.UnloadAsync(model))).State == OperationStates.Succeeded);
        Assert.DoesNotContain(model, (await studio.StatusAsync()).Instances.Select(ModelIds.Local));
    }

    private static string Shown(IEnumerable<(string Model, int Instances)> models) =>
        string.Join(", ", models.Where(model => model.Instances > 0).OrderBy(model => model.Model, StringComparer.Ordinal).Select(model => $"{model.Instances} {model.Model}"));

    private static double? Setting(string name) =>
        double.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
