using System.ComponentModel.DataAnnotations;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Configuration;

/// <summary>A downloaded model as a setting says it; what it leaves out is derived from the key.</summary>
internal sealed class ModelOptions
{
    /// <summary>Such as <c>qwen/qwen3-4b</c>.</summary>
    [Required]
    public string Key { get; set; } = "";

    [AllowedValues(SimulatedModel.Llm, SimulatedModel.Embedding, ErrorMessage = "The field Kind must be llm or embedding.")]
    public string Kind { get; set; } = SimulatedModel.Llm;

    public string? DisplayName { get; set; }

    public string? Publisher { get; set; }

    public string Architecture { get; set; } = "llama";

    public string Quantization { get; set; } = "Q4_K_M";

    [Range(1, 64)]
    public int Bits { get; set; } = 4;

    [Range(1, long.MaxValue)]
    public long SizeBytes { get; set; } = 4_000_000_000;

    public string? Parameters { get; set; }

    [Range(1, int.MaxValue)]
    public int MaxContextLength { get; set; } = 32_768;

    [Range(1, int.MaxValue)]
    public int? DefaultContextLength { get; set; }

    [Range(0, long.MaxValue)]
    public long? ContextBytesPerToken { get; set; }

    public bool Vision { get; set; }

    public bool ToolUse { get; set; }

    public bool Reasoning { get; set; }

    public SimulatedModel ToModel()
    {
        var name = Key[(Key.LastIndexOf('/') + 1)..];
        var publisher = Publisher ?? (Key.Contains('/', StringComparison.Ordinal) ? Key[..Key.IndexOf('/', StringComparison.Ordinal)] : "simulated");
        return new SimulatedModel
        {
            Key = Key,
            Kind = Kind,
            DisplayName = DisplayName ?? name,
            Publisher = publisher,
            Architecture = Architecture,
            Quantization = Quantization,
            Bits = Bits,
            SizeBytes = SizeBytes,
            Parameters = Parameters,
            MaxContextLength = MaxContextLength,
            DefaultContextLength = Math.Min(DefaultContextLength ?? 4_096, MaxContextLength),
            ContextBytesPerToken = ContextBytesPerToken ?? SimulatedModel.UsualContextBytes(Kind),
            Vision = Vision,
            ToolUse = ToolUse,
            Reasoning = Reasoning,
            Path = $"{publisher}/{name}-GGUF/{name}-{Quantization}.gguf",
        };
    }
}
