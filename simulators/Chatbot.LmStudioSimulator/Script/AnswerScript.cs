using System.Text.Json;

namespace Chatbot.LmStudioSimulator.Script;

/// <summary>Says what a model says, the same to the same question: from the rules file, read once at start.</summary>
internal sealed class AnswerScript
{
    private const int TitleWords = 6;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    private readonly IReadOnlyList<ScriptRule> _rules;

    /// <param name="rulesFile">Null or empty is the one that comes with the simulator.</param>
    public AnswerScript(string? rulesFile)
    {
        var file = rulesFile is { Length: > 0 } given ? given : Path.Combine(AppContext.BaseDirectory, "Script", "rules.json");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var rules = JsonSerializer.Deserialize<ScriptRules>(File.ReadAllText(file), Json)!;
        _rules = [.. rules.Rules.Select(rule => rule with { Parts = [.. rule.Parts.Select(part => Read(part, folder))] })];
    }

    public IReadOnlyList<ScriptPart> Answer(Conversation conversation, bool reasons)
    {
        var rule = _rules.FirstOrDefault(rule =>
            Contains(conversation.Prompt, rule.Prompt) && Contains(conversation.System, rule.System) && (rule.Tool is null || conversation.Tools.Contains(rule.Tool)));
        return
        [
            .. Turn(rule?.Parts ?? [], conversation.Turn)
                .Where(part => reasons || !part.Reasoning)
                .Select(part => part with { Text = Fill(part.Text ?? "", conversation.Prompt) }),
        ];
    }

    // Calls that stand together end a turn.
    private static IEnumerable<ScriptPart> Turn(IReadOnlyList<ScriptPart> parts, int turn)
    {
        var at = 0;
        for (var index = 0; index < parts.Count; index++)
        {
            if (index > 0 && parts[index].Call is null && parts[index - 1].Call is not null) at++;
            if (at == turn || !parts.Any(part => part.Call is not null)) yield return parts[index];
        }
    }

    private static ScriptPart Read(ScriptPart part, string folder) =>
        part.File is { } file ? part with { Text = File.ReadAllText(Path.Combine(folder, file)).Trim() } : part;

    private static bool Contains(string text, string? wanted) => wanted is null || text.Contains(wanted, StringComparison.OrdinalIgnoreCase);

    private static string Fill(string text, string prompt) =>
        text.Replace("{prompt}", prompt.ReplaceLineEndings("\n> "), StringComparison.Ordinal)
            .Replace("{title}", Title(prompt), StringComparison.Ordinal);

    private static string Title(string prompt)
    {
        var words = prompt.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(TitleWords);
        return string.Join(' ', words).TrimEnd('.', '?', '!', ',', ':', ';');
    }
}
