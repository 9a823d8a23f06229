namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>What a host has downloaded unless told otherwise: a small model, a large one that sees and reasons, and one for embeddings.</summary>
internal static class DownloadedModels
{
    public static IReadOnlyList<SimulatedModel> Default { get; } =
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
            Path = "nomic-ai/nomic-embed-text-v1.5-GGUF/nomic-embed-text-v1.5.Q4_K_M.gguf",
        },
    ];
}
