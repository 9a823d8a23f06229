using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.ModelCatalog;

/// <summary>The model that answers next: the one chosen, kept in a cookie for a year, or a sensible first.</summary>
internal sealed class ModelSelection(ModelFeed feed)
{
    public const string CookieName = "chat-model";

    private string? _chosen;

    public event Action? Changed;

    /// <summary>What is sent with a message: never empty, so that a service says what is missing.</summary>
    public string Id => Current?.Id ?? _chosen ?? ModelIds.AnyLoaded;

    /// <summary>Null while the list is not there, or holds no model to chat with.</summary>
    public ModelEntry? Current =>
        (_chosen is null ? null : feed.Find(_chosen))
        ?? Chattable.FirstOrDefault(model => model.Provider == "lmstudio" && model.State == PlaceStates.Loaded)
        ?? Chattable.FirstOrDefault();

    private IEnumerable<ModelEntry> Chattable => feed.Models.Where(model => model.Kind == "llm");

    /// <summary>What the cookie said when the page was asked for.</summary>
    public void Restore(string? id) => _chosen = string.IsNullOrWhiteSpace(id) || id.Length > 300 ? null : id;

    public void Choose(string id)
    {
        _chosen = id;
        Changed?.Invoke();
    }
}
