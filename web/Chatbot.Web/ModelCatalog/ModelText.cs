using System.Globalization;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Conversations;

namespace Chatbot.Web.ModelCatalog;

/// <summary>What is told of a model in a line.</summary>
internal static class ModelText
{
    public static string State(ModelEntry model) => State(model.State, model.Progress);

    public static string State(string state, double? progress) => state switch
    {
        PlaceStates.Ready => ModelTexts.Ready,
        PlaceStates.Loaded => ModelTexts.Loaded,
        PlaceStates.Loading when progress is { } share => Sentence.Of(ModelTexts.LoadingAt, StatusText.Percent(share)),
        PlaceStates.Loading => ModelTexts.Loading,
        PlaceStates.Draining => ModelTexts.Unloading,
        PlaceStates.Offline => ModelTexts.Offline,
        _ => ModelTexts.NotLoaded,
    };

    /// <summary>Such as <c>4.7 GB · Q4_K_M · 32k context · unloads in 12 min</c>.</summary>
    public static string Facts(ModelEntry model, TimeSpan sinceUpdate)
    {
        var facts = new List<string>();
        if (model.SizeBytes is > 0 and { } bytes) facts.Add(Size(bytes));
        if (!string.IsNullOrEmpty(model.Quantization)) facts.Add(model.Quantization);
        var granted = model.Places.Select(place => place.ContextLength).Max();
        if (granted is { } context) facts.Add(Sentence.Of(ModelTexts.Context, Tokens(context)));
        else if (model.MaxContextLength is { } most) facts.Add(Sentence.Of(ModelTexts.ContextUpTo, Tokens(most)));
        if (Ttl(model, sinceUpdate) is { } ttl) facts.Add(ttl);
        if (model.Places.Sum(place => place.Queued) is > 0 and var queued) facts.Add(Sentence.Of(ModelTexts.Waiting, queued));
        return string.Join(" · ", facts);
    }

    public static IEnumerable<string> Capabilities(ModelEntry model)
    {
        if (model.Capabilities.Vision) yield return ModelTexts.Vision;
        if (model.Capabilities.Tools) yield return ModelTexts.Tools;
        if (model.Capabilities.Reasoning) yield return ModelTexts.Reasoning;
    }

    /// <summary>Of memory, in units of 1024, as machines are sold and known: 128 GB, 5.2 GB, 300 MB.</summary>
    public static string Memory(long bytes) => (bytes / 1048576.0) switch
    {
        >= 1023.5 and var megabytes => string.Create(CultureInfo.InvariantCulture, $"{megabytes / 1024:0.#} GB"),
        var megabytes => string.Create(CultureInfo.InvariantCulture, $"{megabytes:0} MB"),
    };

    /// <summary>Of a file, in units of 1000, as LM Studio shows it.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
    };

    public static string Tokens(int tokens) =>
        tokens >= 1000 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(tokens / 1024.0):0}k") : tokens.ToString(CultureInfo.InvariantCulture);

    /// <summary>Tokens granted, and those asked for where they are others: <c>8k of 32k asked</c>.</summary>
    public static string Context(int? granted, int? asked) => (granted, asked) switch
    {
        (null, _) => "",
        ({ } got, { } wanted) when got != wanted => Sentence.Of(ModelTexts.ContextOfAsked, Tokens(got), Tokens(wanted)),
        ({ } got, _) => Sentence.Of(ModelTexts.Context, Tokens(got)),
    };

    public static string Left(double seconds) => seconds switch
    {
        < 60 => ModelTexts.UnloadsSoon,
        < 5400 => Sentence.Of(ModelTexts.UnloadsInMinutes, Math.Ceiling(seconds / 60)),
        _ => Sentence.Of(ModelTexts.UnloadsInHours, Math.Round(seconds / 3600)),
    };

    private static string? Ttl(ModelEntry model, TimeSpan sinceUpdate)
    {
        var loaded = model.Places.Where(place => place.State == PlaceStates.Loaded).ToList();
        if (loaded.Exists(place => place.Pinned)) return ModelTexts.Kept;
        if (loaded.Select(place => place.TtlRemainingSeconds).Max() is not { } seconds) return null;
        return Left(Math.Max(0, seconds - sinceUpdate.TotalSeconds));
    }
}
