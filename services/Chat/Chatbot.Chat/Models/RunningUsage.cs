using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>One call's count. Servers tell it once, as a running one, or in pieces: what was told last holds, figure by figure.</summary>
internal static class RunningUsage
{
    public static UsageDetails With(this UsageDetails? before, UsageDetails now) => new()
    {
        InputTokenCount = now.InputTokenCount ?? before?.InputTokenCount,
        OutputTokenCount = now.OutputTokenCount ?? before?.OutputTokenCount,
        ReasoningTokenCount = now.ReasoningTokenCount ?? before?.ReasoningTokenCount,
    };
}
