using System.Collections.Immutable;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>What this host was seen to need, newer observations counting more.</summary>
/// <param name="SecondsPerByte">Of loading, over all models.</param>
/// <param name="RequestSeconds">Of an answer, over all models.</param>
/// <param name="Loads">Seconds to load, by model.</param>
/// <param name="Requests">Seconds of an answer, by model.</param>
internal sealed record Observed(double? SecondsPerByte, double? RequestSeconds, ImmutableDictionary<string, double> Loads, ImmutableDictionary<string, double> Requests)
{
    private const double Weight = 0.3;

    public static readonly Observed Nothing = new(null, null, ImmutableDictionary<string, double>.Empty, ImmutableDictionary<string, double>.Empty);

    public Observed Loaded(string modelKey, long? sizeBytes, TimeSpan took) => this with
    {
        Loads = Loads.SetItem(modelKey, Blend(Known(Loads, modelKey), took.TotalSeconds)),
        SecondsPerByte = sizeBytes is > 0 ? Blend(SecondsPerByte, took.TotalSeconds / sizeBytes.Value) : SecondsPerByte,
    };

    public Observed Answered(string modelKey, TimeSpan took) => this with
    {
        Requests = Requests.SetItem(modelKey, Blend(Known(Requests, modelKey), took.TotalSeconds)),
        RequestSeconds = Blend(RequestSeconds, took.TotalSeconds),
    };

    private static double? Known(ImmutableDictionary<string, double> figures, string modelKey) => figures.TryGetValue(modelKey, out var figure) ? figure : null;

    private static double Blend(double? before, double now) => before is { } known ? known + (Weight * (now - known)) : now;
}
