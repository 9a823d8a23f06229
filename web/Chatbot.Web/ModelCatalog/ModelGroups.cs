using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.ModelCatalog;

/// <summary>The drop-down's list: models to chat with that match the search, by where they run, favourites first.</summary>
internal static class ModelGroups
{
    public static IReadOnlyList<ModelGroup> By(IEnumerable<ModelEntry> models, string search, Func<string, string> hostName, IReadOnlySet<string>? favourites = null)
    {
        var words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
        [
            .. models
                .Where(model => model.Kind == "llm" && words.All(word => Matches(model, word, hostName)))
                .GroupBy(model => favourites?.Contains(model.Id) == true ? ModelTexts.Favourites : Name(model, hostName))
                .Select(group => new ModelGroup(group.Key, [.. group], group.Any(model => model.Simulated)))
                // What cannot answer stands last; otherwise nothing moves while states change.
                .OrderBy(group => group.Name == ModelTexts.Favourites ? 0 : group.Models.All(model => model.State == PlaceStates.Offline) ? 2 : 1),
        ];
    }

    /// <summary>The first of them, in their groups: a long list is not drawn as a whole.</summary>
    public static IReadOnlyList<ModelGroup> First(this IReadOnlyList<ModelGroup> groups, int most)
    {
        var left = most;
        var first = new List<ModelGroup>();
        foreach (var group in groups)
        {
            if (left <= 0) break;
            first.Add(group.Models.Count <= left ? group : group with { Models = [.. group.Models.Take(left)] });
            left -= group.Models.Count;
        }

        return first;
    }

    private static bool Matches(ModelEntry model, string word, Func<string, string> hostName) =>
        model.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
        || model.Id.Contains(word, StringComparison.OrdinalIgnoreCase)
        || model.Places.Any(place => place.Host.Contains(word, StringComparison.OrdinalIgnoreCase) || hostName(place.Host).Contains(word, StringComparison.OrdinalIgnoreCase));

    // A model on several hosts is one entry with several places: its group names them all.
    private static string Name(ModelEntry model, Func<string, string> hostName) => model.Provider switch
    {
        "lmstudio" when model.Places.Count > 0 => $"LM Studio · {string.Join(", ", model.Places.Select(place => hostName(place.Host)).Order(StringComparer.OrdinalIgnoreCase))}",
        "lmstudio" => "LM Studio",
        "google" => "Google",
        _ => ModelTexts.Cloud,
    };
}

public sealed record ModelGroup(string Name, IReadOnlyList<ModelEntry> Models, bool Simulated);
