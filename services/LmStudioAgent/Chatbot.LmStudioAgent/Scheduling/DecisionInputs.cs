using System.Text.Json;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>What a decision was made by, for whoever asks why.</summary>
internal static class DecisionInputs
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static JsonElement Of(HostState state, Estimate? required = null, RoomPlan? plan = null) => JsonSerializer.SerializeToElement(
        new
        {
            budgetBytes = Memory.Budget(state)?.Bytes,
            usedBytes = Memory.Used(state),
            requiredBytes = required?.Bytes,
            confident = required?.Confident,
            resident = state.Instances.Values.Select(instance => new
            {
                instance.Id,
                instance.Bytes,
                busy = state.Busy(instance.Id),
                instance.Pinned,
                instance.Foreign,
                instance.Draining,
                instance.LastUsedAt,
            }),
            evict = plan?.Evict.Select(instance => instance.Id),
            loading = state.Loading is { } load ? new { load.ModelKey, load.Progress } : null,
            ahead = state.Pending.Select(pending => pending.ModelKey),
            waiting = state.Waiting.CountBy(waiting => waiting.ModelKey).ToDictionary(),
        },
        Json);
}
