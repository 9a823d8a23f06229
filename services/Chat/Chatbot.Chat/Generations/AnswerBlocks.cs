namespace Chatbot.Chat.Generations;

/// <summary>The kinds of block in a stream: <c>text-start</c>, <c>reasoning-start</c>.</summary>
internal static class AnswerBlocks
{
    public const string Text = "text";
    public const string Reasoning = "reasoning";
}
