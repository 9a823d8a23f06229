using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// What there is of a model to download:
/// <c>[{"quantization"?,"name","sizeBytes","fitEstimation","recommended"?,"downloadIdentifier","indexedModelIdentifier"}]</c>.
/// </summary>
internal static class DownloadOptions
{
    private static readonly string[] Repositories = ["https://huggingface.co/", "http://huggingface.co/", "https://hf.co/"];

    /// <summary>A repository at Hugging Face by its owner and name, anything else as a name of LM Studio's catalog.</summary>
    public static object IdentifierOf(string model)
    {
        var site = Repositories.FirstOrDefault(site => model.StartsWith(site, StringComparison.OrdinalIgnoreCase));
        return site is null ? new { type = "catalog", identifier = model } : new { type = "hf", identifier = model[site.Length..].TrimEnd('/') };
    }

    /// <summary>The quantization that was asked for; else the recommended one, else the first that fits.</summary>
    public static JsonElement Choose(IReadOnlyList<JsonElement> options, string model, string? quantization)
    {
        var usable = options.Where(option => option.Text("downloadIdentifier") is not null).ToArray();
        if (usable.Length == 0) throw Unknown(model);
        if (quantization is null) return usable.OrderBy(Rank).First();
        var named = usable.Where(option => string.Equals(option.Text("quantization"), quantization, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (named.Length > 0) return named[0];
        var there = string.Join(", ", usable.Select(option => option.Text("quantization") ?? option.Text("name")).OfType<string>().Distinct());
        throw new LmStudioException(LmStudioFailure.DownloadFailed, $"{model} is not to be had as {quantization}, but as: {there}.");
    }

    public static LmStudioException Unknown(string model, Exception? inner = null) =>
        new(LmStudioFailure.ModelNotFound, $"LM Studio does not know how to download {model}{(inner is null ? "." : $": {inner.Message}")}", inner);

    private static int Rank(JsonElement option) => option.Flag("recommended") ? 0 : option.Text("fitEstimation") == "willNotFit" ? 2 : 1;
}
