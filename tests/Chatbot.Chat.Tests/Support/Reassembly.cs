using System.Text.Json;
using Chatbot.Chat.Contracts;

namespace Chatbot.Chat.Tests.Support;

/// <summary>The message that a client puts together from a stream, to be compared with the stored one.</summary>
internal static class Reassembly
{
    public static List<string> PartsOf(IEnumerable<Event> events, params IEnumerable<string> before)
    {
        var parts = new List<string>(before);
        var calls = new Dictionary<string, (int Index, string Begin)>();
        foreach (var part in events.Where(item => item.Type != "[DONE]").Select(item => item.Json))
        {
            switch (Text(part, "type"))
            {
                case "text-start": parts.Add("text:"); break;
                case "reasoning-start": parts.Add("reasoning:"); break;
                case "text-delta" or "reasoning-delta": parts[^1] += Text(part, "delta"); break;
                case "tool-input-available":
                    var begin = $"tool-{Text(part, "toolName")}:{Text(part, "toolCallId")}:{part.GetProperty("input")}:";
                    calls[Text(part, "toolCallId")] = (parts.Count, begin);
                    parts.Add($"{begin}input-available");
                    break;
                case "tool-output-available": Change(part, $"output-available:{part.GetProperty("output")}"); break;
                case "tool-output-error": Change(part, $"output-error:{Text(part, "errorText")}"); break;
                case "tool-approval-request": Change(part, "approval-requested"); break;
                case "tool-output-denied": Change(part, "output-denied"); break;
            }
        }

        return parts;

        void Change(JsonElement part, string end)
        {
            var call = calls[Text(part, "toolCallId")];
            parts[call.Index] = call.Begin + end;
        }
    }

    public static List<string> PartsOf(ChatMessageDetail message) => [.. message.Parts.Select(part => Text(part, "type") switch
    {
        { } type when type.StartsWith("tool-", StringComparison.Ordinal) =>
            $"{type}:{Text(part, "toolCallId")}:{part.GetProperty("input")}:{Text(part, "state")}{(part.TryGetProperty("output", out var output) ? $":{output}" : "")}{(part.TryGetProperty("errorText", out var error) ? $":{error}" : "")}",
        var type => $"{type}:{Text(part, "text")}",
    })];

    private static string Text(JsonElement part, string name) => part.GetProperty(name).GetString()!;
}
