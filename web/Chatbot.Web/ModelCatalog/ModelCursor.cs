using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.ModelCatalog;

/// <summary>The entry of the list that the keyboard is at. It stays at its model while the list changes around it.</summary>
internal sealed class ModelCursor
{
    private const int Leap = 8;

    public string? Id { get; private set; }

    public void At(string? id) => Id = id;

    /// <summary>True where the key moved it.</summary>
    public bool Move(string key, IReadOnlyList<ModelEntry> models)
    {
        if (models.Count == 0) return false;
        var at = Index(models);
        int? next = key switch
        {
            "ArrowDown" => at + 1,
            "ArrowUp" => at < 0 ? models.Count - 1 : at - 1,
            "PageDown" => at + Leap,
            "PageUp" => at - Leap,
            "Home" => 0,
            "End" => models.Count - 1,
            _ => null,
        };
        if (next is not { } place) return false;
        Id = models[Math.Clamp(place, 0, models.Count - 1)].Id;
        return true;
    }

    /// <summary>What is not in the list any more is left for the first that is.</summary>
    public void Settle(IReadOnlyList<ModelEntry> models)
    {
        if (Index(models) < 0) Id = models.Count > 0 ? models[0].Id : null;
    }

    private int Index(IReadOnlyList<ModelEntry> models)
    {
        for (var index = 0; index < models.Count; index++)
        {
            if (models[index].Id == Id) return index;
        }

        return -1;
    }
}
