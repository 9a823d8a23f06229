namespace Chatbot.LmStudio;

/// <summary>The two kinds of model; each has a WebSocket namespace of its own.</summary>
public enum ModelKind
{
    Llm,
    Embedding,
}
