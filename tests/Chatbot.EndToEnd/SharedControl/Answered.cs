using System.Text.Json;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>What came of a question, read from its stream with all parts.</summary>
/// <param name="Error">The sentence where it failed.</param>
/// <param name="Whole">It ended by itself, and nothing is missing.</param>
/// <param name="Host">Where the model said it.</param>
internal sealed record Answered(string Text, string? Error, bool Whole, string? Host)
{
    /// <param name="events">The data of each event.</param>
    public static Answered Of(IReadOnlyList<string> events)
    {
        var parts = events.Where(data => data.StartsWith('{')).Select(data => JsonDocument.Parse(data).RootElement).ToList();
        var types = parts.Select(part => part.GetProperty("type").GetString()).ToList();
        var error = parts.Where(part => part.GetProperty("type").GetString() == "error").Select(part => part.GetProperty("errorText").GetString()).FirstOrDefault();
        var hosts = parts
            .Where(part => part.GetProperty("type").GetString() == "data-model-status" && part.GetProperty("data").GetProperty("phase").GetString() is "prompt" or "generating")
            .Select(part => part.GetProperty("data").TryGetProperty("host", out var host) ? host.GetString() : null)
            .OfType<string>();
        var whole = error is null && events is [.., "[DONE]"] && types.Contains("finish") && !types.Contains("data-interrupted");
        return new Answered(Script.TextOf(events), error, whole, hosts.LastOrDefault());
    }
}
