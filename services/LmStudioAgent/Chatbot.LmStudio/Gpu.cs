namespace Chatbot.LmStudio;

/// <param name="MemoryBytes">Capacity, not what is free: its own memory, or what an integrated one may take of the machine's. Null when unknown.</param>
public sealed record Gpu(string Name, long? MemoryBytes);
