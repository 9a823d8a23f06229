using System.Collections.Immutable;
using System.Text.Json;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Tests.Scheduling;

/// <summary>
/// A machine without processes: gives events to the rules, keeps what they decided as a real LM Studio, bus and callers
/// would, and checks after every event what must always hold.
/// </summary>
internal sealed class HostWorld
{
    public const int Parallel = 2;
    public const long Gigabyte = 1_000_000_000;
    public static readonly TimeSpan DefaultTtl = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, long> Sizes = new() { ["small"] = 4, ["other"] = 6, ["large"] = 8 };
    private readonly Dictionary<Guid, double> _progress = [];

    private readonly Dictionary<string, (string User, int Priority, string Model)> _asked = [];
    private readonly List<string> _grants = [];
    private long? _bytes;

    public HostState State { get; private set; } = new() { Settings = new HostSettings("host", DefaultTtl, Parallel) };

    /// <summary>In the order they were given.</summary>
    public IReadOnlyList<string> Grants => _grants;

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What LM Studio has in memory.</summary>
    public Dictionary<string, LoadedInstance> Memory { get; } = [];

    public List<StartLoad> Loads { get; } = [];

    public StartLoad? Loading { get; private set; }

    public bool CancelAsked { get; private set; }

    public List<StartUnload> Unloading { get; } = [];

    public List<StartUnload> Unloads { get; } = [];

    public HashSet<string> Forced { get; } = [];

    public List<string> Admissions { get; } = [];

    /// <summary>The last word to each admission.</summary>
    public Dictionary<string, object> Answers { get; } = [];

    public Dictionary<string, object> Told { get; } = [];

    public HashSet<string> Gone { get; } = [];

    public Dictionary<string, string> Running { get; } = [];

    public List<HostEvent> Commands { get; } = [];

    public Dictionary<Guid, OperationEnded> Ends { get; } = [];

    /// <summary>The sentences that people read of an operation.</summary>
    public Dictionary<Guid, List<string>> Decided { get; } = [];

    public Dictionary<long, string?> TicketAnswers { get; } = [];

    /// <param name="gigabytes">For models; null is a machine that does not say.</param>
    public static HostWorld Up(long? gigabytes = null)
    {
        var world = new HostWorld { _bytes = gigabytes * Gigabyte };
        world.Find();
        return world;
    }

    /// <summary>The agent is killed and started again, LM Studio is not; what was not ended is delivered again.</summary>
    public void Restart(bool loadComesThrough)
    {
        var kept = Recollection.Of(State) with { Ended = [.. Ends.Values] };
        if (Loading is { Options: var load } && loadComesThrough) Memory[load.ModelKey] = new LoadedInstance(load.ModelKey, load.ModelKey, load.Kind, load.ContextLength ?? 4096, load.Ttl, null);
        Loading = null;
        Unloading.Clear();
        Running.Clear();
        _progress.Clear();
        Gone.UnionWith(Admissions.Where(admission => !Answers.ContainsKey(admission)));
        State = new HostState { Settings = State.Settings };
        Happen(new Recalled(JsonSerializer.Deserialize<Recollection>(JsonSerializer.Serialize(kept))!));
        Find();
        List();
        foreach (var command in Commands.ToArray())
        {
            var id = command switch { LoadRequested wanted => wanted.OperationId, UnloadRequested unload => unload.OperationId, _ => Guid.Empty };
            if (!Ends.ContainsKey(id)) Happen(command);
        }
    }

    private void Find()
    {
        Happen(new LmStudioSeen(1, new LmStudioReport(LmStudioHealth.Ok, "0.4.25", Simulated: false, null), _bytes));
        Happen(new ModelsListed(1, Sizes.ToImmutableDictionary(size => size.Key, size => new ModelFacts(ModelKind.Llm, size.Value * Gigabyte))));
    }

    public void See(string health) => Happen(new LmStudioSeen(1, new LmStudioReport(health, "0.4.25", Simulated: false, null)));

    public string Admit(string model, int priority = 0, bool mayLoad = true, string user = "someone")
    {
        var id = $"admission-{Admissions.Count}";
        Admissions.Add(id);
        _asked[id] = (user, priority, model);
        Happen(new AdmissionRequested(id, model, user, priority, mayLoad));
        return id;
    }

    public Guid Load(string model, TimeSpan? ttl = null, bool pinned = false, int? contextLength = null)
    {
        var id = Guid.CreateVersion7();
        Command(new LoadRequested(id, model, ttl, pinned, contextLength));
        return id;
    }

    public void Unpin(string model, TimeSpan? ttl) => Command(new LoadRequested(Guid.CreateVersion7(), model, ttl, Pinned: false, null) { Unpin = true });

    public Guid Unload(string model, bool force = false)
    {
        var id = Guid.CreateVersion7();
        if (force) Forced.UnionWith(State.Of(model).Select(instance => instance.Id));
        Command(new UnloadRequested(id, model, null, force));
        return id;
    }

    public void Command(HostEvent command)
    {
        Commands.Add(command);
        Happen(command);
    }

    public void Close(string admission)
    {
        Gone.Add(admission);
        Happen(new AdmissionClosed(admission));
    }

    public string? Present(string ticket)
    {
        var request = TicketAnswers.Count + 1L;
        Happen(new TicketPresented(ticket, request));
        if (TicketAnswers[request] is { } instance) Running[ticket] = instance;
        CheckPlaces();
        return TicketAnswers[request];
    }

    public void EndInference(string ticket)
    {
        Running.Remove(ticket);
        Happen(new InferenceEnded(ticket));
    }

    public void FinishLoad(bool succeed = true)
    {
        if (Loading is not { } load) return;
        Loading = null;
        var instance = new LoadedInstance(load.Options.ModelKey, load.Options.ModelKey, load.Options.Kind, load.Options.ContextLength ?? 4096, load.Options.Ttl, null);
        if (CancelAsked && !succeed) Happen(new LoadCancelled(load.Number));
        else if (!succeed) Happen(new LoadFailed(load.Number, FailureReasons.OutOfMemory, "It does not fit."));
        else
        {
            Memory[instance.Id] = instance;
            Happen(new LoadSucceeded(load.Number, instance));
        }
    }

    public void FinishUnload(bool succeed = true)
    {
        if (Unloading is not [var unload, ..]) return;
        Unloading.RemoveAt(0);
        if (succeed) Memory.Remove(unload.InstanceId);
        Forced.Remove(unload.InstanceId);
        Happen(succeed ? new UnloadSucceeded(unload.InstanceId) : new UnloadFailed(unload.InstanceId, FailureReasons.TimedOut, "It did not answer."));
    }

    public void List() => Happen(new InstancesListed(1, Now, [.. Memory.Values]));

    public void Pass(TimeSpan time)
    {
        Now += time;
        Happen(new Ticked());
    }

    public void Happen(HostEvent happened)
    {
        Now += TimeSpan.FromMilliseconds(1);
        (State, var effects) = HostRules.Decide(State, happened with { At = Now });
        foreach (var effect in effects) Take(effect);
        CheckPlaces();
        CheckLoads();
        // LM Studio answers at once.
        foreach (var estimate in effects.OfType<EstimateLoad>()) Happen(new LoadEstimated(estimate.Load, Sizes[estimate.Load.ModelKey] * Gigabyte, Confident: true));
    }

    private void Take(HostEffect effect)
    {
        switch (effect)
        {
            case StartLoad load:
                Assert.Null(Loading);
                Assert.DoesNotContain(State.Instances.Values, instance => instance.ModelKey == load.Options.ModelKey);
                if (LmStudioAgent.Scheduling.Memory.Budget(State) is { } budget) Assert.True(LmStudioAgent.Scheduling.Memory.Used(State) <= budget.Bytes, "More was loaded than fits.");
                (Loading, CancelAsked) = (load, false);
                Loads.Add(load);
                break;
            case CancelLoad cancel:
                Assert.Equal(Loading?.Number, cancel.Number);
                CancelAsked = true;
                break;
            case StartUnload unload:
                Assert.True(Forced.Contains(unload.InstanceId) || !Running.ContainsValue(unload.InstanceId), "An instance was unloaded under a running request.");
                Assert.DoesNotContain(Unloading, other => other.InstanceId == unload.InstanceId);
                Assert.True(MayGo(State.Instances[unload.InstanceId]) || WasAskedFor(unload.InstanceId), "What nobody asked to unload was unloaded.");
                Unloading.Add(unload);
                Unloads.Add(unload);
                break;
            case TellAdmission tell:
                Assert.False(Answers.ContainsKey(tell.AdmissionId), "An admission was told something after its last word.");
                Told[tell.AdmissionId] = tell.Update;
                if (tell.Update is AdmissionGranted or AdmissionRefused) Answers[tell.AdmissionId] = tell.Update;
                if (tell.Update is AdmissionGranted) Granted(tell.AdmissionId);
                break;
            case AnswerTicket answer:
                TicketAnswers[answer.RequestId] = answer.InstanceId;
                break;
            case Announce { Message: OperationProgressed progressed }:
                Assert.False(Ends.ContainsKey(progressed.OperationId), "An operation went on after its end.");
                Assert.True(progressed.Progress >= _progress.GetValueOrDefault(progressed.OperationId), "Progress fell.");
                _progress[progressed.OperationId] = progressed.Progress;
                break;
            case Announce { Message: OperationDecided decided }:
                if (!Decided.TryAdd(decided.OperationId, [decided.Sentence])) Decided[decided.OperationId].Add(decided.Sentence);
                break;
            case Announce { Message: OperationEnded ended }:
                Assert.Equal(Ends.GetValueOrDefault(ended.OperationId, ended), ended);
                Ends[ended.OperationId] = ended;
                break;
        }
    }

    // Of one person, what was asked for first is given first.
    private void Granted(string admission)
    {
        _grants.Add(admission);
        var earlier = Admissions.TakeWhile(other => other != admission).Where(other => _asked[other] == _asked[admission] && !Gone.Contains(other) && !Answers.ContainsKey(other));
        Assert.Empty(earlier);
    }

    private bool MayGo(Instance instance) => !instance.Pinned && (!instance.Foreign || State.Configuration.EvictForeign == true);

    private bool WasAskedFor(string instanceId) =>
        Commands.OfType<UnloadRequested>().Any(command => command.ModelKey == State.Instances[instanceId].ModelKey)
        || Commands.OfType<LoadRequested>().Any(command => command.ModelKey == State.Instances[instanceId].ModelKey && command.ContextLength is not null);

    private void CheckPlaces()
    {
        foreach (var instance in State.Instances.Keys) Assert.InRange(State.Busy(instance), 0, Parallel);
        foreach (var instance in Running.Values.Distinct()) Assert.InRange(Running.Values.Count(running => running == instance), 0, Parallel);
    }

    // What is wanted is wanted once, however many want it.
    private void CheckLoads()
    {
        Assert.Distinct(State.Pending.Select(load => load.ModelKey));
        if (State.Loading is { Cancelling: false } loading) Assert.DoesNotContain(State.Pending, load => load.ModelKey == loading.ModelKey && load.ContextLength == loading.ContextLength);
    }

    public ImmutableArray<string> Unused() => [.. Answers.Where(answer => answer.Value is AdmissionGranted && !Running.ContainsKey(answer.Key)).Select(answer => answer.Key)];
}
