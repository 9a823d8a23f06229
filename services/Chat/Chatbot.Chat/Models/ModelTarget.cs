namespace Chatbot.Chat.Models;

/// <summary>A model that somebody chose and may use.</summary>
/// <param name="Id">As it was chosen.</param>
internal abstract record ModelTarget(string Id)
{
    /// <summary>It can look at images, or nobody knows that it can't.</summary>
    public bool Sees { get; init; }
}

internal sealed record CloudTarget(string Id, string Model, Uri BaseUrl, string ApiKey) : ModelTarget(Id);

/// <param name="Host">A host's slug; null is any host that has the model.</param>
/// <param name="ModelKey">Null is whatever model is loaded.</param>
/// <param name="Embedding">An embedding model is meant, which does not chat.</param>
/// <param name="Fallback">The key that counts where the choice is what is loaded, and nothing is.</param>
internal sealed record LocalTarget(string Id, string? Host, string? ModelKey, string? Fallback = null, bool Embedding = false) : ModelTarget(Id);
