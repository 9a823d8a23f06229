using System.Globalization;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Conversations;

namespace Chatbot.Web.ModelCatalog;

/// <summary>What is told of a model in a line.</summary>
internal static class ModelText
{
    public static string State(ModelEntry model) => model.State switch
    {
        PlaceStates.Ready => "ready",
        PlaceStates.Loaded => "loaded",
        PlaceStates.Loading when model.Progress is { } progress => $"loading {StatusText.Percent(progress)}",
        PlaceStates.Loading => "loading",
        PlaceStates.Draining => "unloading",
        PlaceStates.Offline => "offline",
        _ => "not loaded",
    };

    /// <summary>Such as <c>4.7 GB · Q4_K_M · 32k context · unloads in 12 min</c>.</summary>
    public static string Facts(ModelEntry model, TimeSpan sinceUpdate)
    {
        var facts = new List<string>();
        if (model.SizeBytes is > 0 and { } bytes) facts.Add(Size(bytes));
        if (!string.IsNullOrEmpty(model.Quantization)) facts.Add(model.Quantization);
        var granted = model.Places.Select(place => place.ContextLength).Max();
        if (granted is { } context) facts.Add($"{Tokens(context)} context");
        else if (model.MaxContextLength is { } most) facts.Add($"up to {Tokens(most)} context");
        if (Ttl(model, sinceUpdate) is { } ttl) facts.Add(ttl);
        if (model.Places.Sum(place => place.Queued) is > 0 and var queued) facts.Add($"{queued} waiting");
        return string.Join(" · ", facts);
    }

    public static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
    };

    public static string Tokens(int tokens) =>
        tokens >= 1000 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(tokens / 1024.0):0}k") : tokens.ToString(CultureInfo.InvariantCulture);

    private static string? Ttl(ModelEntry model, TimeSpan sinceUpdate)
    {
        var loaded = model.Places.Where(place => place.State == PlaceStates.Loaded).ToList();
        if (loaded.Exists(place => place.Pinned)) return "kept";
        if (loaded.Select(place => place.TtlRemainingSeconds).Max() is not { } seconds) return null;
        var left = Math.Max(0, seconds - sinceUpdate.TotalSeconds);
        return left switch
        {
            < 60 => "unloads within a minute",
            < 5400 => $"unloads in {Math.Ceiling(left / 60):0} min",
            _ => $"unloads in {Math.Round(left / 3600):0} h",
        };
    }
}
