namespace Chatbot.Chat.Models;

/// <summary>A model could not answer. The message is a sentence for people, without addresses or traces.</summary>
internal sealed class ModelCallException(string message, Exception? inner = null) : Exception(message, inner);
