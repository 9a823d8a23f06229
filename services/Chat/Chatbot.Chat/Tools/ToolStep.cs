using System.Text;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Tools;

/// <summary>One asking of the model: what it said and called, and what the calls returned.</summary>
internal sealed class ToolStep
{
    private readonly StringBuilder _text = new();
    private readonly List<FunctionCallContent> _calls = [];
    private readonly List<AIContent> _results = [];

    public IReadOnlyList<FunctionCallContent> Calls => _calls;

    /// <summary>For a person.</summary>
    public bool Waits { get; private set; }

    /// <summary>As they go back to the model.</summary>
    public IEnumerable<ChatMessage> Messages =>
        [new ChatMessage(ChatRole.Assistant, [new TextContent(_text.ToString()), .. _calls]), new ChatMessage(ChatRole.Tool, _results)];

    public void Hear(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            if (content is TextContent text) _text.Append(text.Text);
            else if (content is FunctionCallContent call) _calls.Add(call);
        }
    }

    public void Wait() => Waits = true;

    public void Return(FunctionCallContent call, ToolOutcome outcome) => _results.Add(outcome.ToResult(call.CallId));
}
