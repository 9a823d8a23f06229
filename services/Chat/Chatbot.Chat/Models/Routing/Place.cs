namespace Chatbot.Chat.Models.Routing;

/// <summary>A model on a host.</summary>
/// <param name="Host">The host's slug.</param>
/// <param name="Agent">Base address of its agent.</param>
internal sealed record Place(string Host, Uri Agent, string ModelKey)
{
    public PlaceName Name => new(Host, ModelKey);
}
