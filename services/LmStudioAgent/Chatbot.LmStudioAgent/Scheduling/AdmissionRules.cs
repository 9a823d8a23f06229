using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>Who gets a place on which instance, and what those who wait are told.</summary>
internal static class AdmissionRules
{
    private const string Emptying = "This host takes no new requests just now.";

    public static void Requested(Decision decision, AdmissionRequested requested)
    {
        var due = FairOrder.Due(decision.State, requested.User, requested.Priority, decision.Now);
        decision.State = FairOrder.Queue(
            decision.State, new Waiting(requested.AdmissionId, requested.ModelKey, requested.User, requested.Priority, requested.MayLoad, due));
    }

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
            var running = ticket with { Running = true, Since = decision.Now };
            decision.State = decision.State with { Tickets = decision.State.Tickets.SetItem(ticket.Id, running) };
            Touch(decision, ticket.InstanceId);
            decision.Do(new AnswerTicket(presented.RequestId, ticket.InstanceId));
        }
        else
        {
            decision.Do(new AnswerTicket(presented.RequestId, null));
        }
    }

    public static void Ended(Decision decision, InferenceEnded ended)
    {
        if (!decision.State.Tickets.TryGetValue(ended.Ticket, out var ticket)) return;
        decision.State = decision.State with { Tickets = decision.State.Tickets.Remove(ended.Ticket) };
        if (Touch(decision, ticket.InstanceId) is not { } instance || !ticket.Running) return;
        if (ended.TokensPerSecond is not null) decision.Set(instance with { TokensPerSecond = ended.TokensPerSecond });
        // However it ended, so long it took its place.
        decision.State = decision.State with { Observed = decision.State.Observed.Answered(instance.ModelKey, decision.Now - ticket.Since) };
    }

    public static void Lapse(Decision decision)
    {
        var lapsed = decision.State.Tickets.Values.Where(ticket => !ticket.Running && ticket.Since + HostSettings.TicketLife <= decision.Now).Select(ticket => ticket.Id).ToList();
        if (lapsed.Count > 0) decision.State = decision.State with { Tickets = decision.State.Tickets.RemoveRange(lapsed) };
    }

    /// <summary>In the order they are due; nobody waits for a place on another model than his own.</summary>
    public static void Grant(Decision decision)
    {
        var full = new HashSet<string>(StringComparer.Ordinal);
        foreach (var waiting in decision.State.Waiting)
        {
            if (full.Contains(waiting.ModelKey)) continue;
            var instance = decision.State.For(waiting);
            if (instance is null || decision.State.Busy(instance.Id) >= instance.Parallel)
            {
                full.Add(waiting.ModelKey);
                continue;
            }

            // Until it is due, what is asked in the background leaves half of the places to people.
            if (waiting.Priority < 0 && waiting.Due > decision.Now && decision.State.Busy(instance.Id) >= Math.Max(1, instance.Parallel / 2)) continue;

            var ticket = new Ticket(waiting.AdmissionId, instance.Id, waiting.User, decision.Now);
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
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var waiting in decision.State.Waiting)
        {
            if (decision.State.For(waiting) is not null) continue;
            if (!waiting.MayLoad)
                decision.Refuse(waiting, FailureReasons.InstanceNotFound, $"{waiting.ModelKey} is not loaded, and this request may not load it.");
            else if (asked.Add(waiting.ModelKey))
                LoadRules.Want(decision, waiting.ModelKey, waiting.Due);
        }
    }

    /// <summary>A host that is being emptied sends those who wait elsewhere.</summary>
    public static void SendAway(Decision decision)
    {
        if (!decision.State.Configuration.Draining) return;
        foreach (var waiting in decision.State.Waiting) decision.Refuse(waiting, FailureReasons.HostDraining, Emptying);
    }

    public static void GiveUp(Decision decision, LmStudioReport away)
    {
        foreach (var waiting in decision.State.Waiting) decision.Refuse(waiting, Reasons.Of(away), Reasons.Sentence(away));
    }

    /// <summary>Each who waits is told what changed for him.</summary>
    public static void Tell(Decision decision)
    {
        if (decision.State.Waiting.IsEmpty) return;
        var told = decision.State.Waiting.ToBuilder();
        var at = 0;
        foreach (var (waiting, standing) in new Forecast(decision.State, decision.Now).Standings())
        {
            if (!standing.SaysTheSame(waiting.Told, decision.Now))
            {
                told[at] = waiting with { Told = standing };
                decision.Do(new TellAdmission(waiting.AdmissionId, standing.Update(decision.Now)));
            }

            at++;
        }

        decision.State = decision.State with { Waiting = told.ToImmutable() };
    }

    private static Instance? Touch(Decision decision, string instanceId)
    {
        if (!decision.State.Instances.TryGetValue(instanceId, out var instance)) return null;
        decision.Set(instance with { LastUsedAt = decision.Now });
        return decision.State.Instances[instanceId];
    }
}
