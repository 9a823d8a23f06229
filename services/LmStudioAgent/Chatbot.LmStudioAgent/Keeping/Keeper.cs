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
        var kept = Read(folder.Recollection, () => File.Exists(folder.Recollection) ? JsonSerializer.Deserialize<Recollection>(File.ReadAllBytes(folder.Recollection), _json) : null);
        var ends = Read(folder.Ended, ended.Read);
        return _kept = (kept ?? new Recollection()) with { Ended = [.. ends ?? []] };
    }

    public void Keep(HostState before, HostState after, IReadOnlyList<HostEffect> effects)
    {
        try
        {
            foreach (var end in effects.OfType<Announce>().Select(effect => effect.Message).OfType<OperationEnded>().Where(end => !before.Finished.Ends.ContainsKey(end.OperationId)))
                ended.Add(end);
            if (MayDiffer(before, after) && Recollection.Of(after) is var next && IsWorthKeeping(next)) Write(next);
            _failed = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_failed) LogNotKept(folder.Recollection, exception.Message);
            _failed = true;
        }
    }

    // One file that cannot be read costs what is in it, and no more.
    private T? Read<T>(string file, Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            LogForgotten(file, exception.Message);
            return null;
        }
    }

    // Looking closer at every event would cost more than the events.
    private static bool MayDiffer(HostState before, HostState after) =>
        !ReferenceEquals(before.Instances, after.Instances) || !ReferenceEquals(before.Observed, after.Observed)
        || !ReferenceEquals(before.Desired, after.Desired) || before.Loading?.Number != after.Loading?.Number;

    private bool IsWorthKeeping(Recollection next) =>
        !next.SaysTheSame(_kept) || (next.Observed != _kept.Observed && time.GetUtcNow() - _keptAt > ObservationsEvery);

    private void Write(Recollection next)
    {
        AgentFolder.Replace(folder.Recollection, JsonSerializer.SerializeToUtf8Bytes(next, _json));
        (_kept, _keptAt) = (next, time.GetUtcNow());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was kept in {File} can't be read and is forgotten: {Reason}")]
    private partial void LogForgotten(string file, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} can't be written, so pins and ended operations do not outlive a restart: {Reason}")]
    private partial void LogNotKept(string file, string reason);
}
