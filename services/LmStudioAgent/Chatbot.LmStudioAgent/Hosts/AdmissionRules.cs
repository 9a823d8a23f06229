using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>Who gets a place on which instance, and what those who wait are told.</summary>
internal static class AdmissionRules
{
    public static void Requested(Decision decision, AdmissionRequested requested) => decision.State = decision.State with
    {
        Waiting = decision.State.Waiting.Add(new Waiting(requested.AdmissionId, requested.ModelKey, requested.User, requested.Priority, requested.MayLoad)),
    };

    public static void Closed(Decision decision, string admissionId)
    {
        var unused = decision.State.Tickets.TryGetValue(admissionId, out var ticket) && !ticket.Running;
        decision.State = decision.State with
        {
            Waiting = decision.State.Waiting.RemoveAll(waiting => waiting.AdmissionId == admissionId),
            Tickets = unused ? decision.State.Tickets.Remove(admissionId) : decision.State.Tickets,
        };
    }

    public static void Presented(Decision decision, TicketPresented presented)
    {
        // Due is due, also when the clock has not been looked at since.
        Lapse(decision);
        if (decision.State.Tickets.TryGetValue(presented.Ticket, out var ticket) && !ticket.Running)
        {
            decision.State = decision.State with { Tickets = decision.State.Tickets.SetItem(ticket.Id, ticket with { Running = true }) };
            Touch(decision, ticket.InstanceId);
            decision.Do(new AnswerTicket(presented.RequestId, ticket.InstanceId));
        }
        else
        {
            decision.Do(new AnswerTicket(presented.RequestId, null));
        }
    }

    public static void Ended(Decision decision, string ticketId)
    {
        if (!decision.State.Tickets.TryGetValue(ticketId, out var ticket)) return;
        decision.State = decision.State with { Tickets = decision.State.Tickets.Remove(ticketId) };
        Touch(decision, ticket.InstanceId);
    }

    public static void Lapse(Decision decision)
    {
        var lapsed = decision.State.Tickets.Values.Where(ticket => !ticket.Running && ticket.GrantedAt + HostSettings.TicketLife <= decision.Now).Select(ticket => ticket.Id);
        decision.State = decision.State with { Tickets = decision.State.Tickets.RemoveRange(lapsed) };
    }

    /// <summary>First come first served among equals; nobody waits for a place on another model than his own.</summary>
    public static void Grant(Decision decision)
    {
        foreach (var waiting in InOrder(decision.State))
        {
            var instance = decision.State.Of(waiting.ModelKey).Where(instance => !instance.Draining).MinBy(instance => decision.State.Busy(instance.Id));
            if (instance is null || decision.State.Busy(instance.Id) >= decision.State.Settings.Parallel) continue;
            var ticket = new Ticket(waiting.AdmissionId, instance.Id, decision.Now);
            decision.State = decision.State with
            {
                Waiting = decision.State.Waiting.Remove(waiting),
                Tickets = decision.State.Tickets.Add(ticket.Id, ticket),
            };
            decision.Do(new TellAdmission(waiting.AdmissionId, new AdmissionGranted(ticket.Id, instance.Id, instance.ContextLength)));
        }
    }

    /// <summary>However many wait for a model that is not there, one load is wanted.</summary>
    public static void AskForLoads(Decision decision)
    {
        foreach (var waiting in InOrder(decision.State))
        {
            if (decision.State.Usable(waiting.ModelKey) is not null) continue;
            if (!waiting.MayLoad)
                decision.Refuse(waiting, FailureReasons.InstanceNotFound, $"{waiting.ModelKey} is not loaded, and this request may not load it.");
            else if (!IsComing(decision.State, waiting.ModelKey))
                LoadRules.Want(decision, waiting.ModelKey, null, null, false, null);
        }
    }

    public static void GiveUp(Decision decision, LmStudioReport away)
    {
        foreach (var waiting in decision.State.Waiting) decision.Refuse(waiting, Reasons.Of(away), Reasons.Sentence(away));
    }

    /// <summary>Each who waits is told what changed for him.</summary>
    public static void Tell(Decision decision)
    {
        foreach (var waiting in decision.State.Waiting)
        {
            var update = Standing(decision.State, waiting);
            if (update.Equals(waiting.Told)) continue;
            decision.State = decision.State with { Waiting = decision.State.Waiting.Replace(waiting, waiting with { Told = update }) };
            decision.Do(new TellAdmission(waiting.AdmissionId, update));
        }
    }

    private static object Standing(HostState state, Waiting waiting)
    {
        if (state.Loading is { Cancelling: false } loading && loading.ModelKey == waiting.ModelKey) return new AdmissionLoading(loading.Progress);
        var load = state.Pending.FindIndex(load => load.ModelKey == waiting.ModelKey);
        var ahead = load >= 0 ? load : InOrder(state).Where(other => other.ModelKey == waiting.ModelKey).TakeWhile(other => other.AdmissionId != waiting.AdmissionId).Count();
        return new AdmissionQueued(ahead + 1, null);
    }

    private static Waiting[] InOrder(HostState state) => [.. state.Waiting.OrderByDescending(waiting => waiting.Priority)];

    private static bool IsComing(HostState state, string modelKey) =>
        (state.Loading is { Cancelling: false } loading && loading.ModelKey == modelKey) || state.Pending.Exists(load => load.ModelKey == modelKey);

    private static void Touch(Decision decision, string instanceId)
    {
        if (decision.State.Instances.TryGetValue(instanceId, out var instance)) decision.Set(instance with { LastUsedAt = decision.Now });
    }
}
