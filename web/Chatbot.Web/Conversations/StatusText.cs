using System.Globalization;

namespace Chatbot.Web.Conversations;

/// <summary>What a model is doing, in words.</summary>
internal static class StatusText
{
    public static string For(ModelStatus? status) => status switch
    {
        { Phase: "queued", Position: { } position, EtaSeconds: { } eta } => Of(AnswerTexts.QueuedFor, Ordinal(position), Duration(eta)),
        { Phase: "queued", Position: { } position } => Of(AnswerTexts.QueuedAt, Ordinal(position)),
        { Phase: "queued" } => AnswerTexts.Queued,
        { Phase: "loading", Progress: { } progress } => Of(AnswerTexts.LoadingAt, Percent(progress)),
        { Phase: "loading" } => AnswerTexts.Loading,
        { Phase: "prompt", Progress: { } progress } => Of(AnswerTexts.ReadingAt, Percent(progress)),
        { Phase: "prompt" } => AnswerTexts.Reading,
        { Phase: "waiting" } => AnswerTexts.Waiting,
        _ => AnswerTexts.Sending,
    };

    /// <summary>The same without figures, for a screen reader: said once, not with every percent.</summary>
    public static string Spoken(ModelStatus? status) => status?.Phase switch
    {
        "queued" => AnswerTexts.SpokenQueued,
        "loading" => AnswerTexts.SpokenLoading,
        "prompt" => AnswerTexts.SpokenReading,
        _ => AnswerTexts.SpokenSent,
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
        seconds < 90 ? Of(AnswerTexts.Seconds, Math.Ceiling(seconds)) : Of(AnswerTexts.Minutes, Math.Ceiling(seconds / 60));

    private static string Of(string text, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
