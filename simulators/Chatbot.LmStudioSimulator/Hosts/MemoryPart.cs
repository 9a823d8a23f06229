namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>How much is on the GPU and how much in the machine's memory.</summary>
internal readonly record struct MemoryPart(long VramBytes, long RamBytes);
