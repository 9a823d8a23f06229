namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>
/// The order of requests: each is due when it comes, later by a turn for every request that its person has here already, and
/// earlier or later by its priority. So a person with hundreds of requests stands behind everybody else's first; each
/// person's own go in the order they came; and none can be passed for ever, because what comes later is due later.
/// </summary>
internal static class FairOrder
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Priority = TimeSpan.FromSeconds(60);

    public static DateTimeOffset Due(HostState state, string user, int priority, DateTimeOffset now)
    {
        var own = state.Waiting.Where(waiting => waiting.User == user).ToList();
        var outstanding = own.Count + state.Tickets.Values.Count(ticket => ticket.User == user);
        var due = now + (Turn * outstanding) - (Priority * Math.Clamp(priority, -100, 100));
        var last = own.Where(waiting => waiting.Priority == priority).Select(waiting => waiting.Due).DefaultIfEmpty(due).Max();
        return due > last ? due : last;
    }

    public static HostState Queue(HostState state, Waiting waiting)
    {
        var at = state.Waiting.FindLastIndex(other => other.Due <= waiting.Due) + 1;
        return state with { Waiting = state.Waiting.Insert(at, waiting) };
    }

    public static HostState Queue(HostState state, Load load)
    {
        var at = state.Pending.FindLastIndex(other => other.Due <= load.Due) + 1;
        return state with { Pending = state.Pending.Insert(at, load) };
    }
}
