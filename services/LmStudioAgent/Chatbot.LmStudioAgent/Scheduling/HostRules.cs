namespace Chatbot.LmStudioAgent.Scheduling;

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
            case DownloadRequested requested: DownloadRules.Requested(decision, requested); break;
            case CancelRequested requested: OperationRules.Cancel(decision, requested.OperationId); break;
            case DownloadProgressed progressed: DownloadRules.Progressed(decision, progressed); break;
            case DownloadEnded ended: DownloadRules.Ended(decision, ended); break;
            case LoadEstimated estimated: EstimateRules.Estimated(decision, estimated); break;
            case LoadProgressed progressed: LoadingRules.Progressed(decision, progressed); break;
            case LoadSucceeded succeeded: LoadingRules.Succeeded(decision, succeeded); break;
            case LoadFailed failed: LoadingRules.Failed(decision, failed); break;
            case LoadCancelled cancelled: LoadingRules.Cancelled(decision, cancelled.Number); break;
            case AdmissionRequested requested: AdmissionRules.Requested(decision, requested); break;
            case AdmissionClosed closed: AdmissionRules.Closed(decision, closed.AdmissionId); break;
            case TicketPresented presented: AdmissionRules.Presented(decision, presented); break;
            case InferenceEnded ended: AdmissionRules.Ended(decision, ended); break;
            case Configured configured: decision.State = decision.State with { Configuration = configured.Configuration }; break;
            case Recalled recalled: InstanceRules.Recalled(decision, recalled.Recollection); break;
        }
    }

    private static void Settle(Decision decision)
    {
        AdmissionRules.Lapse(decision);
        AdmissionRules.SendAway(decision);
        InstanceRules.Unstick(decision);
        if (decision.State.IsUp)
        {
            LoadRules.DropSatisfied(decision);
            PinRules.Restore(decision);
            AdmissionRules.AskForLoads(decision);
            LoadRules.DropUnwanted(decision);
            EstimateRules.Ask(decision);
            RoomRules.Make(decision);
            AdmissionRules.Grant(decision);
            InstanceRules.Expire(decision);
            InstanceRules.Drain(decision);
            LoadRules.Start(decision);
        }
        else if (decision.State.LmStudio is { } away)
        {
            RefusalRules.GiveUp(decision, away);
            AdmissionRules.GiveUp(decision, away);
        }

        AdmissionRules.Tell(decision);
    }
}
