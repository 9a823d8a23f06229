namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>
/// What happens on this machine, as a pure function: an event changes the state, then the standing rules are applied to
/// whatever the state is now. So no rule depends on which event led here.
/// </summary>
internal static class HostRules
{
    public static (HostState State, IReadOnlyList<HostEffect> Effects) Decide(HostState state, HostEvent happened)
    {
        var decision = new Decision(state, happened.At);
        Apply(decision, happened);
        Settle(decision);
        return (decision.State, decision.Effects);
    }

    private static void Apply(Decision decision, HostEvent happened)
    {
        switch (happened)
        {
            case LmStudioSeen seen: InstanceRules.Seen(decision, seen); break;
            case InstancesListed listed: InstanceRules.Listed(decision, listed); break;
            case ModelsListed listed: InstanceRules.Models(decision, listed); break;
            case UnloadSucceeded unloaded: InstanceRules.Unloaded(decision, unloaded.InstanceId); break;
            case UnloadFailed failed: InstanceRules.UnloadFailed(decision, failed); break;
            case LoadRequested requested: OperationRules.Load(decision, requested); break;
            case UnloadRequested requested: OperationRules.Unload(decision, requested); break;
            case CancelRequested requested: OperationRules.Cancel(decision, requested.OperationId); break;
            case LoadProgressed progressed: LoadRules.Progressed(decision, progressed); break;
            case LoadSucceeded succeeded: LoadRules.Succeeded(decision, succeeded); break;
            case LoadFailed failed: LoadRules.Failed(decision, failed); break;
            case LoadCancelled cancelled: LoadRules.Cancelled(decision, cancelled.Number); break;
            case AdmissionRequested requested: AdmissionRules.Requested(decision, requested); break;
            case AdmissionClosed closed: AdmissionRules.Closed(decision, closed.AdmissionId); break;
            case TicketPresented presented: AdmissionRules.Presented(decision, presented); break;
            case InferenceEnded ended: AdmissionRules.Ended(decision, ended.Ticket); break;
        }
    }

    private static void Settle(Decision decision)
    {
        AdmissionRules.Lapse(decision);
        if (decision.State.IsUp)
        {
            LoadRules.DropSatisfied(decision);
            AdmissionRules.Grant(decision);
            AdmissionRules.AskForLoads(decision);
            LoadRules.DropUnwanted(decision);
            InstanceRules.Expire(decision);
            InstanceRules.Drain(decision);
            LoadRules.Start(decision);
        }
        else if (decision.State.LmStudio is { } away)
        {
            LoadRules.GiveUp(decision, away);
            AdmissionRules.GiveUp(decision, away);
        }

        AdmissionRules.Tell(decision);
    }
}
