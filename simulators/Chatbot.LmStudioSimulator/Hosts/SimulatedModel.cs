namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>A model downloaded on a host.</summary>
internal sealed record SimulatedModel
{
    public const string Llm = "llm";
    public const string Embedding = "embedding";

    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required string DisplayName { get; init; }

    public required string Publisher { get; init; }

    public required string Architecture { get; init; }

    public required string Quantization { get; init; }

    public required int Bits { get; init; }

    public required long SizeBytes { get; init; }

    public string? Parameters { get; init; }

    public required int MaxContextLength { get; init; }

    public required int DefaultContextLength { get; init; }

    /// <summary>Keys and values of the cache, for each token of context.</summary>
    public long ContextBytesPerToken { get; init; } = UsualContextBytes(Llm);

    public bool Vision { get; init; }

    public bool ToolUse { get; init; }

    public bool Reasoning { get; init; }

    /// <summary>Relative to LM Studio's folder of models.</summary>
    public required string Path { get; init; }

    public bool IsLlm => Kind == Llm;

    public static long UsualContextBytes(string kind) => kind == Llm ? 131_072 : 4_096;

    /// <summary>At Hugging Face.</summary>
    public string Repository => string.Join('/', Path.Split('/')[..2]);

    /// <summary>What a download is asked for by.</summary>
    public string DownloadIdentifier => Path;

    public string Variant => $"{Key.Split('@')[0]}@{Quantization.ToLowerInvariant()}";
}
