using Chatbot.Chat.Models;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Generations;

/// <param name="Counted">What is known of its length.</param>
internal sealed record PromptText(IReadOnlyList<ChatMessage> Messages, CountedPrompt? Counted);
