using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Keeping;

/// <summary>
/// Keeps what outlives the agent, before the effects of a decision are seen by anybody. A folder that cannot be written costs
/// the memory, not the host.
/// </summary>
internal sealed partial class Keeper(AgentFolder folder, EndedOperations ended, TimeProvider time, ILogger<Keeper> logger)
{
    // Observations alone are not worth a write each.
    private static readonly TimeSpan ObservationsEvery = TimeSpan.FromSeconds(10);
    private readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
    private Recollection _kept = new();
    private DateTimeOffset _keptAt;
    private bool _failed;

    public Recollection Recall()
    {
        var kept = new Recollection();
        try
        {
            if (File.Exists(folder.Recollection)) kept = JsonSerializer.Deserialize<Recollection>(File.ReadAllBytes(folder.Recollection), _json) ?? kept;
            kept = kept with { Ended = [.. ended.Read()] };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            LogForgotten(folder.Recollection, exception.Message);
        }

        return _kept = kept;
    }

    public void Keep(HostState before, HostState after, IReadOnlyList<HostEffect> effects)
    {
        try
        {
            foreach (var end in effects.OfType<Announce>().Select(effect => effect.Message).OfType<OperationEnded>().Where(end => !before.Finished.Ends.ContainsKey(end.OperationId)))
                ended.Add(end);
            if (IsWorthKeeping(before, after)) Write(after);
            _failed = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_failed) LogNotKept(folder.Recollection, exception.Message);
            _failed = true;
        }
    }

    private bool IsWorthKeeping(HostState before, HostState after)
    {
        if (ReferenceEquals(before.Instances, after.Instances) && ReferenceEquals(before.Observed, after.Observed)
            && ReferenceEquals(before.Desired, after.Desired) && before.Loading?.Number == after.Loading?.Number) return false;
        var next = Recollection.Of(after);
        return !next.SaysTheSame(_kept) || (next.Observed != _kept.Observed && time.GetUtcNow() - _keptAt > ObservationsEvery);
    }

    private void Write(HostState state)
    {
        var next = Recollection.Of(state);
        AgentFolder.Replace(folder.Recollection, JsonSerializer.SerializeToUtf8Bytes(next, _json));
        (_kept, _keptAt) = (next, time.GetUtcNow());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was kept in {File} can't be read, so instances loaded before count as somebody else's: {Reason}")]
    private partial void LogForgotten(string file, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} can't be written, so pins and ended operations do not outlive a restart: {Reason}")]
    private partial void LogNotKept(string file, string reason);
}
