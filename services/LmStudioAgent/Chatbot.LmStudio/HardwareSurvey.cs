namespace Chatbot.LmStudio;

/// <summary>What the machine has for models.</summary>
/// <param name="Cpu">Its name; null when LM Studio does not say.</param>
/// <param name="RamBytes">Capacity, not what is free; null when unknown.</param>
/// <param name="Gpus">Each once, in LM Studio's order; empty where there is none or none was found.</param>
public sealed record HardwareSurvey(string? Cpu, long? RamBytes, IReadOnlyList<Gpu> Gpus);
