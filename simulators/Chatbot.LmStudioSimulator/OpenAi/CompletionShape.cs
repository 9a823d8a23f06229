using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary>What every piece of one completion carries.</summary>
internal sealed record CompletionShape(string Id, long Created, string Model, Answer Answer, V0Extras? V0)
{
    public string FinishReason => Answer.StopReason switch
    {
        Answer.Limit => "length",
        Answer.ToolCalls => "tool_calls",
        _ => "stop",
    };

    public object Usage() => new
    {
        promptTokens = Answer.PromptTokens,
        completionTokens = Answer.Tokens,
        totalTokens = Answer.PromptTokens + Answer.Tokens,
        completionTokensDetails = new { reasoningTokens = Answer.ReasoningTokens },
    };
}
