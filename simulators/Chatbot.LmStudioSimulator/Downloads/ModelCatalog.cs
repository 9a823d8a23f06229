using Chatbot.LmStudioSimulator.Configuration;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Downloads;

/// <summary>What can be downloaded: the models of the settings or the shipped ones, each in two quantizations.</summary>
internal sealed class ModelCatalog(StudioOptions options)
{
    private static readonly ModelOptions[] Shipped =
    [
        new() { Key = "google/gemma-3-4b", DisplayName = "Gemma 3 4B", Architecture = "gemma3", SizeBytes = 3_338_801_856, Parameters = "4B", MaxContextLength = 131_072, Vision = true },
        new() { Key = "openai/gpt-oss-20b", DisplayName = "GPT-OSS 20B", Architecture = "gpt-oss", Quantization = "MXFP4", SizeBytes = 12_109_566_560, Parameters = "20B", MaxContextLength = 131_072, ToolUse = true, Reasoning = true },
        new() { Key = "mistralai/mistral-small-3.2", DisplayName = "Mistral Small 3.2", Architecture = "mistral3", SizeBytes = 15_210_000_000, Parameters = "24B", MaxContextLength = 131_072, Vision = true, ToolUse = true },
        new() { Key = "qwen/qwen3-1.7b", DisplayName = "Qwen3 1.7B", Architecture = "qwen3", SizeBytes = 1_107_409_472, Parameters = "1.7B", MaxContextLength = 32_768, ToolUse = true, Reasoning = true },
        new() { Key = "google/embeddinggemma-300m", Kind = SimulatedModel.Embedding, DisplayName = "EmbeddingGemma 300M", Architecture = "gemma-embedding", SizeBytes = 236_000_000, Parameters = "300M", MaxContextLength = 2_048 },
    ];

    private readonly IReadOnlyList<SimulatedModel> _models =
    [
        .. InitialModels.Of(options),
        .. (options.Catalog.Count > 0 ? options.Catalog : [.. Shipped]).Select(model => model.ToModel()).ExceptBy(InitialModels.Of(options).Select(model => model.Key), model => model.Key),
    ];

    public IReadOnlyList<SimulatedModel> Search(string? term, int limit) =>
        [.. _models.Where(model => string.IsNullOrWhiteSpace(term) || Says(model, term.Trim())).OrderByDescending(model => model.Key == term).Take(limit)];

    /// <summary>By the catalog's key, or by the address or name of its repository at Hugging Face.</summary>
    public SimulatedModel? Find(string name)
    {
        var repository = name.StartsWith("https://huggingface.co/", StringComparison.Ordinal) ? name["https://huggingface.co/".Length..].TrimEnd('/') : name;
        return _models.FirstOrDefault(model => model.Key == name || model.Repository == repository);
    }

    /// <summary>The recommended one first. The second has a key of its own, so that both can be on the disk.</summary>
    public static IReadOnlyList<SimulatedModel> Options(SimulatedModel model) => model.Quantization == "Q8_0" ? [model] :
    [
        model,
        model with
        {
            Key = $"{model.Key}@q8_0",
            DisplayName = $"{model.DisplayName} Q8_0",
            Quantization = "Q8_0",
            Bits = 8,
            SizeBytes = model.SizeBytes * 2,
            Path = model.Path.Replace(model.Quantization, "Q8_0", StringComparison.Ordinal),
        },
    ];

    /// <summary>As <see cref="SimulatedModel.DownloadIdentifier"/> names it.</summary>
    public SimulatedModel? FindOption(string downloadIdentifier) =>
        _models.SelectMany(Options).FirstOrDefault(option => option.DownloadIdentifier == downloadIdentifier || option.Key == downloadIdentifier);

    private static bool Says(SimulatedModel model, string term) =>
        model.Key.Contains(term, StringComparison.OrdinalIgnoreCase) || model.DisplayName.Contains(term, StringComparison.OrdinalIgnoreCase);
}
