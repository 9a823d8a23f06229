namespace Chatbot.LocalHosting;

/// <summary>Something that whoever starts the product can set right; the message is one sentence saying how.</summary>
internal sealed class StartException(string message) : Exception(message);
