using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>A decision being made: the state so far and the effects so far. Lives within one call of <see cref="HostRules.Decide"/>.</summary>
internal sealed class Decision(HostState state, DateTimeOffset now)
{
    private readonly List<HostEffect> _effects = [];

    /// <summary>The same object for as long as it says the same: what changes nothing is not worth a line in the log.</summary>
    public HostState State { get; set => field = value == field ? field : value; } = state;

    public DateTimeOffset Now => now;

    public IReadOnlyList<HostEffect> Effects => _effects;

    public void Do(HostEffect effect) => _effects.Add(effect);

    public void Set(Instance instance) => State = State with { Instances = State.Instances.SetItem(instance.Id, instance) };

    public void Set(Operation operation) => State = State with { Operations = State.Operations.SetItem(operation.Id, operation) };

    /// <summary>The first one acknowledges the command.</summary>
    public void Progress(Guid operationId, double progress, bool waiting) =>
        Do(new Announce(new OperationProgressed(operationId, State.Settings.HostId, progress, waiting)));

    /// <summary>Why it goes as it goes.</summary>
    public void Explain(Guid operationId, string kind, string sentence, JsonElement? inputs = null)
    {
        if (!State.Operations.TryGetValue(operationId, out var operation)) return;
        operation = operation with { Decided = operation.Decided + 1 };
        Set(operation);
        Do(new Announce(new OperationDecided(operationId, State.Settings.HostId, operation.Decided, Now, kind, sentence, inputs ?? DecisionInputs.Of(State))));
    }

    public void Succeed(Guid operationId, string? instanceId, string sentence)
    {
        Explain(operationId, DecisionKinds.Ended, sentence);
        End(new OperationEnded(operationId, State.Settings.HostId, OperationOutcomes.Succeeded, null, null, instanceId));
    }

    public void Fail(Guid operationId, string reason, string detail)
    {
        Explain(operationId, DecisionKinds.Ended, detail);
        End(new OperationEnded(operationId, State.Settings.HostId, OperationOutcomes.Failed, reason, detail, null));
    }

    public void Cancel(Guid operationId)
    {
        Explain(operationId, DecisionKinds.Ended, "It was cancelled.");
        End(new OperationEnded(operationId, State.Settings.HostId, OperationOutcomes.Cancelled, null, null, null));
    }

    /// <summary>The last word to somebody who waits.</summary>
    public void Refuse(Waiting waiting, string reason, string message)
    {
        State = State with { Waiting = State.Waiting.RemoveAll(other => other.AdmissionId == waiting.AdmissionId) };
        Do(new TellAdmission(waiting.AdmissionId, new AdmissionRefused(reason, message)));
    }

    private void End(OperationEnded end)
    {
        State = State with { Operations = State.Operations.Remove(end.OperationId), Finished = State.Finished.Add(end) };
        Do(new Announce(end));
    }
}
