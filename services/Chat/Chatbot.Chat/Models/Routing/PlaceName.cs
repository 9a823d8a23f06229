namespace Chatbot.Chat.Models.Routing;

/// <summary>A model on a host, wherever the host's agent listens.</summary>
internal readonly record struct PlaceName(string Host, string ModelKey);
