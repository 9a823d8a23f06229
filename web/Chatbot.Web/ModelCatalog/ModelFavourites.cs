namespace Chatbot.Web.ModelCatalog;

/// <summary>Models that this person wants on top, as the browser keeps them.</summary>
internal sealed class ModelFavourites
{
    private const int Most = 50;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public IReadOnlySet<string> Ids => _ids;

    /// <summary>What the browser kept: anything may stand there.</summary>
    public void Restore(IEnumerable<string?>? ids) =>
        _ids.UnionWith((ids ?? []).OfType<string>().Where(id => id.Length is > 0 and <= 500).Take(Most));

    public void Toggle(string id)
    {
        if (!_ids.Remove(id) && _ids.Count < Most) _ids.Add(id);
    }
}
