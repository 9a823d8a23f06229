using System.Text;
using System.Text.Json;
using Chatbot.Chat.Conversations;

namespace Chatbot.Chat.Generations;

/// <summary>Reads an answer back from the parts of its log.</summary>
internal sealed class LoggedAnswer
{
    private readonly List<(string Kind, StringBuilder Text)> _blocks = [];

    public IReadOnlyList<MessagePart> Parts =>
        [.. _blocks.Select(block => (MessagePart)(block.Kind == AnswerBlocks.Text ? new TextPart(block.Text.ToString()) : new ReasoningPart(block.Text.ToString())))];

    /// <summary>The kind and id of the block that was not ended.</summary>
    public (string Kind, string Id)? OpenBlock { get; private set; }

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
            case "text-start": Begin(AnswerBlocks.Text, part); break;
            case "reasoning-start": Begin(AnswerBlocks.Reasoning, part); break;
            case "text-delta" or "reasoning-delta": _blocks[^1].Text.Append(part.GetProperty("delta").GetString()); break;
            case "text-end" or "reasoning-end": OpenBlock = null; break;
        }
    }

    private void Begin(string kind, JsonElement part)
    {
        _blocks.Add((kind, new StringBuilder()));
        OpenBlock = (kind, part.GetProperty("id").GetString()!);
    }
}
