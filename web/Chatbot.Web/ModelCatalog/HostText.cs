using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.ModelCatalog;

/// <summary>How a host is, in words for people.</summary>
internal static class HostText
{
    /// <summary>Added, and its agent has never been heard.</summary>
    public static bool IsAwaited(HostEntry host) => host is { Online: false, Enrolled: false, Version: null, Hardware: null };

    /// <summary>Of the dot beside it: <c>loaded</c> is well, <c>loading</c> wants attention, <c>offline</c> is away.</summary>
    public static string Dot(HostEntry host) => host switch
    {
        { Online: false } => "offline",
        { Health: "ok", Draining: false } => "loaded",
        _ => "loading",
    };

    public static string Health(HostEntry host, DateTimeOffset now) => host switch
    {
        _ when IsAwaited(host) => FleetTexts.Awaited,
        { Online: false } => Sentence.Of(FleetTexts.OfflineSince, At(host.LastSeenAt, now)),
        { Health: "unauthorized" } => FleetTexts.Unauthorized,
        { Health: "unsupported" } => FleetTexts.Unsupported,
        { Health: "unreachable", HealthSince: { } since } => Sentence.Of(FleetTexts.UnreachableSince, At(since, now)),
        { Health: "unreachable" } => FleetTexts.Unreachable,
        { Draining: true } => FleetTexts.Draining,
        _ => FleetTexts.Healthy,
    };

    /// <summary>Why nothing can be done with the host just now, in a few words for a list; null where it can.</summary>
    public static string? Away(HostEntry host, DateTimeOffset now) => host switch
    {
        _ when IsAwaited(host) => FleetTexts.AwaitedShort,
        { Online: false } => Sentence.Of(FleetTexts.OfflineSince, At(host.LastSeenAt, now)),
        { Health: "ok" } => null,
        _ => Health(host, now),
    };

    /// <summary>A time of day, with the date where it was another day.</summary>
    public static string At(DateTimeOffset at, DateTimeOffset now)
    {
        var local = at.ToOffset(now.Offset);
        return local.Date == now.Date ? $"{local:HH:mm}" : $"{local:MMM d, HH:mm}";
    }

    public static string Ago(DateTimeOffset at, DateTimeOffset now) => (now - at).TotalSeconds switch
    {
        < 10 => FleetTexts.JustNow,
        < 90 and var seconds => Sentence.Of(FleetTexts.SecondsAgo, Math.Round(seconds)),
        < 5400 and var seconds => Sentence.Of(FleetTexts.MinutesAgo, Math.Round(seconds / 60)),
        < 129600 and var seconds => Sentence.Of(FleetTexts.HoursAgo, Math.Round(seconds / 3600)),
        _ => At(at, now),
    };

    public static IEnumerable<string> Hardware(HostHardware hardware)
    {
        if (hardware.Cpu is { Length: > 0 } cpu) yield return cpu;
        if (hardware.RamBytes is { } bytes) yield return Sentence.Of(FleetTexts.Ram, ModelText.Memory(bytes));
        foreach (var gpu in hardware.Gpus) yield return gpu.MemoryBytes is { } memory ? $"{gpu.Name} ({ModelText.Memory(memory)})" : gpu.Name;
    }
}
