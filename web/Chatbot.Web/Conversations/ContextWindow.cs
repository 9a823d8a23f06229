using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.Conversations;

/// <summary>How many tokens a model reads at most.</summary>
internal static class ContextWindow
{
    // All that the chat service gives a model of files.
    private const long MostOfFiles = 200_000;

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

    /// <summary>Characters of a prompt that files come to, by their sizes, as the chat service counts them: no pictures, and no PDF, whose size says nothing of its text.</summary>
    public static int Characters(IEnumerable<(string? MediaType, long Size)> files) => (int)Math.Min(
        files.Where(file => file.MediaType is { } type and not "application/pdf" && !type.StartsWith("image/", StringComparison.Ordinal)).Sum(file => file.Size), MostOfFiles);
}
