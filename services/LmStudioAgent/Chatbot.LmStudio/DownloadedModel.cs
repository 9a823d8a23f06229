namespace Chatbot.LmStudio;

/// <summary>A model on the disk of the machine. What LM Studio does not say is null.</summary>
/// <param name="Key">What LM Studio takes to load it, such as <c>qwen/qwen3-4b</c>.</param>
/// <param name="Quantization">Such as <c>Q4_K_M</c>.</param>
/// <param name="Parameters">Such as <c>7B</c> or <c>26B-A4B</c>.</param>
/// <param name="SizeBytes">On disk.</param>
/// <param name="MaxContextLength">In tokens.</param>
public sealed record DownloadedModel(
    string Key,
    string Name,
    ModelKind Kind,
    string? Publisher,
    string? Architecture,
    string? Quantization,
    string? Parameters,
    long? SizeBytes,
    int? MaxContextLength,
    bool Vision,
    bool Tools,
    bool Reasoning)
{
    /// <summary>The quantizations of it that are downloaded, each a key such as <c>google/gemma-4-26b-a4b@q4_k_m</c>; empty when LM Studio does not say.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];
}
