namespace Chatbot.LmStudioSimulator.Script;

/// <summary>What the script looks at in a request, whichever interface it came by.</summary>
/// <param name="Prompt">The user's last message.</param>
/// <param name="Tokens">Of all messages, by a rough count.</param>
internal sealed record Conversation(string System, string Prompt, int Tokens)
{
    /// <summary>Names of the tools that may be called.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>How often the model has answered the user's last message already, by calls of tools.</summary>
    public int Turn { get; init; }

    public static Conversation Of(IEnumerable<(string Role, string Text)> messages, params IReadOnlyList<string> tools)
    {
        var all = messages.ToList();
        return new Conversation(
            string.Join('\n', all.Where(message => message.Role is "system" or "developer").Select(message => message.Text)),
            all.LastOrDefault(message => message.Role == "user").Text ?? "",
            all.Sum(message => Tokenizer.Count(message.Text) + 4))
        {
            Tools = tools,
            Turn = all.Skip(all.FindLastIndex(message => message.Role == "user") + 1).Count(message => message.Role == "assistant"),
        };
    }
}
