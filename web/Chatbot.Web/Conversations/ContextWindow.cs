using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.Conversations;

/// <summary>How many tokens a model reads at most.</summary>
internal static class ContextWindow
{
    /// <summary>
    /// Of a local model what was granted where it is loaded (the least of several places: which one answers is not known yet),
    /// of a cloud model what it is said to have; null where nothing is known before it is loaded.
    /// </summary>
    public static int? Of(ModelEntry? model) => model switch
    {
        null => null,
        { State: PlaceStates.Ready } => model.MaxContextLength,
        _ => model.Places.Where(place => place.State == PlaceStates.Loaded).Min(place => place.ContextLength),
    };
}
