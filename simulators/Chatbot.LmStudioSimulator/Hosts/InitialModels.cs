using System.Globalization;
using Chatbot.LmStudioSimulator.Configuration;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>What a host has downloaded at its start. Unless told otherwise: a small model, a large one that sees and reasons, and one for embeddings.</summary>
internal static class InitialModels
{
    private static readonly double[] Billions = [0.6, 1.7, 4, 8, 14, 3, 7, 12, 20, 0.3];

    public static IReadOnlyList<SimulatedModel> Of(StudioOptions options) =>
        options.Models.Count > 0 ? [.. options.Models.Select(model => model.ToModel())]
        : options.ModelCount > 0 ? [.. Enumerable.Range(1, options.ModelCount).Select(Made)]
        : Default;

    /// <summary>For a fleet of hosts: ten sizes by turns, every tenth for embeddings, some that see, reason or use tools.</summary>
    private static SimulatedModel Made(int number)
    {
        var (billions, embedding) = (Billions[(number - 1) % Billions.Length], number % 10 == 0);
        return new ModelOptions
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"simulated/{(embedding ? "embed" : "chat")}-{number:00}-{billions}b"),
            Kind = embedding ? SimulatedModel.Embedding : SimulatedModel.Llm,
            DisplayName = string.Create(CultureInfo.InvariantCulture, $"Simulated {(embedding ? "Embed" : "Chat")} {number:00} {billions}B"),
            SizeBytes = (long)(billions * 600_000_000),
            Parameters = string.Create(CultureInfo.InvariantCulture, $"{billions}B"),
            MaxContextLength = embedding ? 2_048 : 32_768,
            Vision = !embedding && number % 4 == 0,
            Reasoning = !embedding && number % 3 == 0,
            ToolUse = !embedding && number % 2 == 0,
        }.ToModel();
    }

    private static IReadOnlyList<SimulatedModel> Default { get; } =
    [
        new SimulatedModel
        {
            Key = "qwen/qwen3-4b",
            Kind = SimulatedModel.Llm,
            DisplayName = "Qwen3 4B",
            Publisher = "qwen",
            Architecture = "qwen3",
            Quantization = "Q4_K_M",
            Bits = 4,
            SizeBytes = 2_497_280_640,
            Parameters = "4B",
            MaxContextLength = 32_768,
            DefaultContextLength = 4_096,
            ToolUse = true,
            Path = "lmstudio-community/Qwen3-4B-GGUF/Qwen3-4B-Q4_K_M.gguf",
        },
        new SimulatedModel
        {
            Key = "qwen/qwen3-vl-8b",
            Kind = SimulatedModel.Llm,
            DisplayName = "Qwen3 VL 8B",
            Publisher = "qwen",
            Architecture = "qwen3vl",
            Quantization = "Q8_0",
            Bits = 8,
            SizeBytes = 8_709_519_872,
            Parameters = "8B",
            MaxContextLength = 262_144,
            DefaultContextLength = 8_192,
            Vision = true,
            ToolUse = true,
            Reasoning = true,
            Path = "lmstudio-community/Qwen3-VL-8B-GGUF/Qwen3-VL-8B-Q8_0.gguf",
        },
        new SimulatedModel
        {
            Key = "text-embedding-nomic-embed-text-v1.5",
            Kind = SimulatedModel.Embedding,
            DisplayName = "Nomic Embed Text v1.5",
            Publisher = "nomic-ai",
            Architecture = "nomic-bert",
            Quantization = "Q4_K_M",
            Bits = 4,
            SizeBytes = 84_106_624,
            MaxContextLength = 2_048,
            DefaultContextLength = 2_048,
            ContextBytesPerToken = SimulatedModel.UsualContextBytes(SimulatedModel.Embedding),
            Path = "nomic-ai/nomic-embed-text-v1.5-GGUF/nomic-embed-text-v1.5.Q4_K_M.gguf",
        },
    ];
}
