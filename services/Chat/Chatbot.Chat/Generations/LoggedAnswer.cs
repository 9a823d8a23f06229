using System.Text.Json;

namespace Chatbot.Chat.Generations;

/// <summary>Reads an answer back from the parts of its log.</summary>
internal sealed class LoggedAnswer
{
    public AnswerText Text { get; } = new();

    public bool InStep { get; private set; }

    public static LoggedAnswer From(IEnumerable<ReadOnlyMemory<byte>> log)
    {
        var answer = new LoggedAnswer();
        foreach (var part in log)
        {
            using var json = JsonDocument.Parse(part);
            answer.Apply(json.RootElement);
        }

        return answer;
    }

    private void Apply(JsonElement part)
    {
        switch (part.GetProperty("type").GetString())
        {
            case "start-step": InStep = true; break;
            case "finish-step": InStep = false; break;
            case "text-start": Text.Begin(AnswerBlocks.Text); break;
            case "reasoning-start": Text.Begin(AnswerBlocks.Reasoning); break;
            case "text-delta" or "reasoning-delta": Text.Append(part.GetProperty("delta").GetString()!); break;
            case "text-end" or "reasoning-end": Text.End(); break;
        }
    }
}
