using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.ModelCatalog;

/// <summary>The model that answers next: the one chosen, kept in a cookie for a year, or a sensible first.</summary>
internal sealed class ModelSelection(ModelFeed feed)
{
    public const string CookieName = "chat-model";

    private string? _chosen;
    private string? _settled;

    public event Action? Changed;

    /// <summary>What is sent with a message: never empty, so that a service says what is missing.</summary>
    public string Id => Current?.Id ?? _chosen ?? ModelIds.AnyLoaded;

    /// <summary>Null while the list is not there, or holds no model to chat with.</summary>
    public ModelEntry? Current => (_chosen is null ? null : feed.Find(_chosen)) ?? Settled();

    private IEnumerable<ModelEntry> Chattable => feed.Models.Where(model => model.Kind == "llm");

    /// <summary>What the cookie said when the page was asked for.</summary>
    public void Restore(string? id) => _chosen = string.IsNullOrWhiteSpace(id) || id.Length > 300 ? null : id;

    public void Choose(string id)
    {
        _chosen = id;
        Changed?.Invoke();
    }

    // For who never chose: once found it stays, whatever others load and unload, as long as it can be had.
    private ModelEntry? Settled()
    {
        if (_settled is not null && feed.Find(_settled) is { State: not PlaceStates.Offline } settled) return settled;
        var first = Chattable.FirstOrDefault(model => model.Provider == "lmstudio" && model.State == PlaceStates.Loaded)
            ?? Chattable.FirstOrDefault(model => model.State != PlaceStates.Offline)
            ?? Chattable.FirstOrDefault();
        _settled = first?.Id;
        return first;
    }
}
