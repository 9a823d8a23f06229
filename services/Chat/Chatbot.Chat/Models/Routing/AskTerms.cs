namespace Chatbot.Chat.Models.Routing;

/// <summary>How a request asks for admission.</summary>
/// <param name="Person">For fairness between people.</param>
/// <param name="Priority">0 is a person waiting, negative is background.</param>
/// <param name="MayLoad">False: only where it is loaded already.</param>
/// <param name="Prefix">The place that answered the conversation last.</param>
internal sealed record AskTerms(string Person, int Priority, bool MayLoad, PlaceName? Prefix)
{
    /// <summary>Background work waits behind people and never causes a load.</summary>
    public static AskTerms For(string person, bool background, PlaceName? prefix) => new(person, background ? -1 : 0, !background, prefix);
}
