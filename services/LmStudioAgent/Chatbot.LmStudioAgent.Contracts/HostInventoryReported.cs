namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>The models downloaded on a host, on change and on request.</summary>
public sealed record HostInventoryReported(
    string HostId,
    DateTimeOffset AgentStartedAt,
    long Number,
    string Hash,
    bool Simulated,
    IReadOnlyList<ModelReport> Models)
{
    public long Epoch { get; init; }
}

/// <param name="Key">What LM Studio takes to load it.</param>
/// <param name="Kind"><c>llm</c> or <c>embedding</c>.</param>
/// <param name="SizeBytes">On disk; null when unknown.</param>
/// <param name="MaxContextLength">Tokens; null when unknown.</param>
public sealed record ModelReport(
    string Key,
    string Name,
    string Kind,
    string? Publisher,
    string? Architecture,
    string? Quantization,
    string? Parameters,
    long? SizeBytes,
    int? MaxContextLength,
    bool Vision,
    bool Tools,
    bool Reasoning);
