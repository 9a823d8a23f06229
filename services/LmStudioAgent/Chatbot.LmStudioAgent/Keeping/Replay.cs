using System.Text.Json;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Keeping;

/// <summary>Plays a <see cref="DecisionLog"/> again: the same events on the same state must lead to the same decisions.</summary>
internal static class Replay
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = false };

    /// <summary>Each event with what it led to, and with what it had led to where that was something else.</summary>
    public static IEnumerable<Step> Run(IEnumerable<string> lines)
    {
        HostState? state = null;
        foreach (var line in lines)
        {
            using var document = Parse(line);
            if (document is null) continue;
            if (document.RootElement.TryGetProperty("state", out var begin)) state = State(begin);
            else if (state is not null && document.RootElement.GetProperty("event").Deserialize<HostEvent>(Json) is { } happened)
            {
                var recorded = document.RootElement.GetProperty("effects").Deserialize<string[]>(Json)!;
                (state, var effects) = HostRules.Decide(state, happened);
                yield return new Step(happened, effects, recorded.Order().SequenceEqual(effects.Select(effect => effect.GetType().Name).Order()), state);
            }
        }
    }

    /// <summary><c>replay FILE</c>: prints every event with its effects; 1 where one differs from what was recorded.</summary>
    public static int Print(string file, TextWriter output)
    {
        var same = true;
        foreach (var step in Run(File.ReadLines(file)))
        {
            same &= step.Same;
            output.WriteLine($"{step.Happened.At:O} {step.Happened}{(step.Same ? "" : "   DECIDED OTHERWISE THAN RECORDED")}");
            foreach (var effect in step.Effects) output.WriteLine($"    {effect}");
        }

        return same ? 0 : 1;
    }

    // The last line before the agent was killed may have no end.
    private static JsonDocument? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The order of instances is part of the state, and not of its JSON.
    private static HostState State(JsonElement json)
    {
        var state = json.Deserialize<HostState>(Json)!;
        return state with { Instances = state.Instances.WithComparers(StringComparer.Ordinal) };
    }

    internal sealed record Step(HostEvent Happened, IReadOnlyList<HostEffect> Effects, bool Same, HostState State);
}
