using System.Globalization;

namespace Chatbot.Web.Conversations;

/// <summary>What a model is doing, in words.</summary>
internal static class StatusText
{
    public static string For(ModelStatus? status) => status switch
    {
        { Phase: "queued", Position: { } position, EtaSeconds: { } eta } => $"Waiting in queue ({Ordinal(position)}, about {Duration(eta)})…",
        { Phase: "queued", Position: { } position } => $"Waiting in queue ({Ordinal(position)})…",
        { Phase: "queued" } => "Waiting in queue…",
        { Phase: "loading", Progress: { } progress } => $"Loading model… {Percent(progress)}",
        { Phase: "loading" } => "Loading model…",
        { Phase: "prompt", Progress: { } progress } => $"Reading the prompt… {Percent(progress)}",
        { Phase: "prompt" } => "Reading the prompt…",
        _ => "Sending…",
    };

    /// <summary>The same without figures, for a screen reader: said once, not with every percent.</summary>
    public static string Spoken(ModelStatus? status) => status?.Phase switch
    {
        "queued" => "Waiting in queue.",
        "loading" => "The model is being loaded.",
        "prompt" => "The model reads the prompt.",
        _ => "The message was sent.",
    };

    public static string Percent(double progress) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(Math.Clamp(progress, 0, 1) * 100):0} %");

    public static string Ordinal(int number) => (number % 100, number % 10) switch
    {
        (11 or 12 or 13, _) => $"{number}th",
        (_, 1) => $"{number}st",
        (_, 2) => $"{number}nd",
        (_, 3) => $"{number}rd",
        _ => $"{number}th",
    };

    private static string Duration(double seconds) =>
        seconds < 90 ? $"{Math.Ceiling(seconds):0} s" : $"{Math.Ceiling(seconds / 60):0} min";
}
