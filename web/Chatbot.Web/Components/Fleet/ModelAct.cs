using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.Components.Fleet;

/// <summary>What somebody wants done with a model.</summary>
/// <param name="Instance">Null where it is not loaded, or any instance is meant.</param>
public sealed record ModelAct(ModelActKind Kind, string Model, HostInstance? Instance = null)
{
    /// <summary>Null where the page knows it, or the catalog chooses.</summary>
    public string? Host { get; init; }
}
