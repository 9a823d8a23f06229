using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.ModelCatalog;

/// <summary>The drop-down's list: models to chat with that match the search, by where they run.</summary>
internal static class ModelGroups
{
    public static IReadOnlyList<ModelGroup> By(IEnumerable<ModelEntry> models, string search)
    {
        var words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
        [
            .. models
                .Where(model => model.Kind == "llm" && words.All(word => Matches(model, word)))
                .GroupBy(Name)
                .Select(group => new ModelGroup(group.Key, [.. group], group.Any(model => model.Simulated)))
                // What cannot answer stands last; otherwise nothing moves while states change.
                .OrderBy(group => group.Models.All(model => model.State == PlaceStates.Offline)),
        ];
    }

    private static bool Matches(ModelEntry model, string word) =>
        model.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
        || model.Id.Contains(word, StringComparison.OrdinalIgnoreCase)
        || model.Places.Any(place => place.Host.Contains(word, StringComparison.OrdinalIgnoreCase));

    // A model on several hosts is one entry with several places: its group names them all.
    private static string Name(ModelEntry model) => model.Provider switch
    {
        "lmstudio" when model.Places.Count > 0 => $"LM Studio · {string.Join(", ", model.Places.Select(place => place.Host).Order(StringComparer.Ordinal))}",
        "lmstudio" => "LM Studio",
        "google" => "Google",
        _ => "Cloud",
    };
}

public sealed record ModelGroup(string Name, IReadOnlyList<ModelEntry> Models, bool Simulated);
