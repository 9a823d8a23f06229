using System.Text.Json;

namespace Chatbot.LmStudioSimulator.Script;

/// <summary>A rules file: the first rule that fits a request answers it.</summary>
internal sealed record ScriptRules(IReadOnlyList<ScriptRule> Rules);

/// <param name="Prompt">Somewhere in the last message of the user, in any case; null fits everything.</param>
/// <param name="System">The same for the system prompt.</param>
/// <param name="Tool">Fits only where a tool of that name may be called.</param>
internal sealed record ScriptRule(IReadOnlyList<ScriptPart> Parts, string? Prompt = null, string? System = null, string? Tool = null);

/// <summary>
/// A piece of an answer: its words in <paramref name="Text"/> or in the file <paramref name="File"/> beside the rules, where
/// <c>{prompt}</c> stands for what the user said and <c>{title}</c> for its first words.
/// </summary>
/// <param name="Reasoning">Thought rather than said; left out by a model that does not reason.</param>
/// <param name="TokensPerSecond">Another pace than the simulator's; 0 is at once.</param>
/// <param name="DelayMilliseconds">A pause before it.</param>
/// <param name="Call">Name of a tool that is called instead of anything said, with <paramref name="Input"/>; what stands behind it comes once its result is there.</param>
internal sealed record ScriptPart(
    string? Text = null,
    string? File = null,
    bool Reasoning = false,
    double? TokensPerSecond = null,
    int DelayMilliseconds = 0,
    string? Call = null,
    JsonElement? Input = null);
