namespace Chatbot.Chat.Models;

/// <summary>What the beginning of a prompt is known to come to, since the same model has read it before.</summary>
/// <param name="Messages">How many messages that beginning has.</param>
internal sealed record CountedPrompt(long Tokens, int Messages);
