namespace Chatbot.Web.Conversations;

/// <summary>Section <c>Chat</c>: what an empty chat offers to ask.</summary>
internal sealed class SuggestionOptions
{
    public static readonly IReadOnlyList<string> Shipped =
    [
        "What are the advantages of using Next.js?",
        "Write code to demonstrate Dijkstra's algorithm",
        "Help me write an essay about Silicon Valley",
        "What is the weather in San Francisco?",
    ];

    /// <summary>At most four are shown; those shipped where none are given.</summary>
    public List<string> Suggestions { get; set; } = [];

    public IEnumerable<string> Shown => (Suggestions.Count > 0 ? Suggestions : Shipped).Take(4);
}
