namespace Chatbot.LmStudioSimulator.Script;

/// <summary>What the script looks at in a request, whichever interface it came by.</summary>
/// <param name="Prompt">The user's last message.</param>
/// <param name="Tokens">Of all messages, by a rough count.</param>
internal sealed record Conversation(string System, string Prompt, int Tokens)
{
    public static Conversation Of(IEnumerable<(string Role, string Text)> messages)
    {
        var all = messages.ToList();
        return new Conversation(
            string.Join('\n', all.Where(message => message.Role is "system" or "developer").Select(message => message.Text)),
            all.LastOrDefault(message => message.Role == "user").Text ?? "",
            all.Sum(message => Tokenizer.Count(message.Text) + 4));
    }
}
