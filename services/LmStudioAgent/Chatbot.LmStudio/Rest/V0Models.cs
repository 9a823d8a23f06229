using System.Text.Json;

namespace Chatbot.LmStudio.Rest;

/// <summary>Models and instances as REST v0 shows them: one list of both.</summary>
internal static class V0Models
{
    public static IReadOnlyList<DownloadedModel> Downloaded(IReadOnlyList<JsonElement> entries)
    {
        var ids = Ids(entries);
        return [.. entries.Where(entry => entry.Text("id") is { } id && KeyOf(id, ids) == id).Select(Model)];
    }

    /// <summary>The identifier of an instance is its model's here, or <c>key:2</c> of a second one.</summary>
    public static IReadOnlyList<LoadedInstance> Loaded(IReadOnlyList<JsonElement> entries)
    {
        var ids = Ids(entries);
        return
        [
            .. from entry in entries
               where entry.Text("state") == "loaded"
               let id = entry.Text("id")
               where id is not null
               select new LoadedInstance(id, KeyOf(id, ids), KindOf(entry), entry.Int("loaded_context_length"), null, null),
        ];
    }

    public static ModelKind KindOf(JsonElement entry) => entry.Text("type") is "embeddings" or "embedding" ? ModelKind.Embedding : ModelKind.Llm;

    private static DownloadedModel Model(JsonElement entry)
    {
        var key = entry.Text("id")!;
        return new DownloadedModel(
            key,
            key,
            KindOf(entry),
            entry.Text("publisher"),
            entry.Text("arch"),
            entry.Text("quantization"),
            Parameters: null,
            SizeBytes: null,
            entry.Int("max_context_length"),
            Vision: entry.Text("type") == "vlm",
            Tools: entry.Texts("capabilities").Contains("tool_use"),
            Reasoning: false);
    }

    private static HashSet<string> Ids(IEnumerable<JsonElement> entries) => [.. entries.Select(entry => entry.Text("id")).OfType<string>()];

    private static string KeyOf(string id, HashSet<string> ids)
    {
        var colon = id.LastIndexOf(':');
        return colon > 0 && int.TryParse(id.AsSpan(colon + 1), out _) && ids.Contains(id[..colon]) ? id[..colon] : id;
    }
}
