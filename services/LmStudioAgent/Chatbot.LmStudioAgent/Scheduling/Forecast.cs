namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>
/// When what waits will start, as far as one can say: the rules played forward with the times that this host was seen to
/// need, and with a rule of thumb before it was seen to need any.
/// </summary>
internal sealed class Forecast
{
    private const double UsualRequestSeconds = 10;
    private const double UsualSecondsPerByte = 1e-9;
    private const double UsualLoadSeconds = 10;
    private readonly HostState _state;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, PriorityQueue<double, double>> _slots = [];
    private readonly Dictionary<string, int> _ahead = [];
    private readonly Dictionary<string, (double ReadyIn, int Order)> _coming = [];

    public Forecast(HostState state, DateTimeOffset now)
    {
        (_state, _now) = (state, now);
        var ready = 0.0;
        if (state.Loading is { } loading)
        {
            ready = RemainingLoad(loading);
            if (!loading.Cancelling) _coming[loading.ModelKey] = (ready, 0);
        }

        foreach (var (load, order) in state.Pending.Select((load, at) => (load, at + 1)))
        {
            ready = Math.Max(ready, RoomIn(load)) + LoadSeconds(load.ModelKey);
            _coming.TryAdd(load.ModelKey, (ready, order));
        }

        LoadWaitSeconds = ready;
    }

    /// <summary>Until one more model could begin to load.</summary>
    public double LoadWaitSeconds { get; }

    /// <summary>How each who waits stands, in their order.</summary>
    public IEnumerable<(Waiting Waiting, Standing Standing)> Standings()
    {
        // Those whose model comes later stand behind those whose model comes first, whenever they came.
        var counts = _state.Waiting.Where(waiting => _state.For(waiting) is null).CountBy(waiting => Order(waiting.ModelKey)).ToList();
        var behind = counts.ToDictionary(count => count.Key, count => counts.Where(other => other.Key < count.Key).Sum(other => other.Value));
        foreach (var waiting in _state.Waiting) yield return (waiting, Stand(waiting, behind));
    }

    /// <summary>Until one more request would start on this instance, behind those that wait for its model.</summary>
    public double WaitSeconds(Instance instance)
    {
        var slots = SlotsOf(instance);
        foreach (var _ in _state.Waiting.Where(waiting => waiting.ModelKey == instance.ModelKey)) Take(slots, instance.ModelKey);
        return slots.Count == 0 ? 0 : slots.Peek();
    }

    public double RequestSeconds(string modelKey) =>
        _state.Observed.Requests.TryGetValue(modelKey, out var seconds) ? seconds : _state.Observed.RequestSeconds ?? UsualRequestSeconds;

    public double LoadSeconds(string modelKey)
    {
        if (_state.Observed.Loads.TryGetValue(modelKey, out var seconds)) return seconds;
        return _state.Models.TryGetValue(modelKey, out var model) && model.SizeBytes is { } size
            ? size * (_state.Observed.SecondsPerByte ?? UsualSecondsPerByte)
            : UsualLoadSeconds;
    }

    public double RemainingLoad(Load load)
    {
        var passed = (_now - load.StartedAt).TotalSeconds;
        return load.Progress > 0.1 ? passed * (1 - load.Progress) / load.Progress : Math.Max(0, LoadSeconds(load.ModelKey) - passed);
    }

    private Standing Stand(Waiting waiting, Dictionary<int, int> behind)
    {
        if (_state.For(waiting) is { } instance)
        {
            if (!_slots.TryGetValue(instance.Id, out var slots)) slots = _slots[instance.Id] = SlotsOf(instance);
            return new Standing(Next(instance.Id), At(Take(slots, waiting.ModelKey)), null, $"All {instance.Parallel} places of {waiting.ModelKey} are taken.");
        }

        var (readyIn, order) = _coming.TryGetValue(waiting.ModelKey, out var coming) ? coming : (LoadWaitSeconds + LoadSeconds(waiting.ModelKey), _state.Pending.Count + 1);
        var key = $"load {waiting.ModelKey}";
        if (!_slots.TryGetValue(key, out var places)) places = _slots[key] = Places(_state.Settings.Parallel, readyIn);
        var start = At(Take(places, waiting.ModelKey));
        if (order == 0) return new Standing(0, start, _state.Loading!.Progress, null);
        var reason = _state.Pending.Find(load => load.ModelKey == waiting.ModelKey)?.WaitsFor;
        return new Standing(behind.GetValueOrDefault(order) + Next(key), start, null, reason);
    }

    private int Order(string modelKey) => _coming.TryGetValue(modelKey, out var coming) ? coming.Order : _state.Pending.Count + 1;

    private int Next(string key) => _ahead[key] = _ahead.GetValueOrDefault(key) + 1;

    private DateTimeOffset At(double seconds) => _now.AddSeconds(Math.Min(seconds, TimeSpan.FromDays(30).TotalSeconds));

    // The seconds until each place is free.
    private PriorityQueue<double, double> SlotsOf(Instance instance)
    {
        var mean = RequestSeconds(instance.ModelKey);
        var taken = _state.Tickets.Values.Where(ticket => ticket.InstanceId == instance.Id).Select(ticket => Math.Max(0.1, mean - (_now - ticket.Since).TotalSeconds)).ToList();
        var slots = Places(Math.Max(0, instance.Parallel - taken.Count), 0);
        foreach (var seconds in taken) slots.Enqueue(seconds, seconds);
        return slots;
    }

    private static PriorityQueue<double, double> Places(int count, double freeIn) => new(Enumerable.Repeat((freeIn, freeIn), count));

    private double Take(PriorityQueue<double, double> slots, string modelKey)
    {
        var start = slots.Count == 0 ? RequestSeconds(modelKey) : slots.Dequeue();
        var end = start + RequestSeconds(modelKey);
        slots.Enqueue(end, end);
        return start;
    }

    // Until what has to go for it has ended its requests.
    private double RoomIn(Load load)
    {
        var plan = RoomPlan.For(_state, load.ModelKey, Memory.Required(_state, load.Estimate).Bytes);
        var going = plan.Leaving ? plan.Evict.Concat(_state.Instances.Values.Where(instance => instance.Draining)) : plan.Evict;
        return going.Select(instance => SlotsOf(instance).UnorderedItems.Select(slot => slot.Element).DefaultIfEmpty(0).Max()).DefaultIfEmpty(0).Max();
    }
}
