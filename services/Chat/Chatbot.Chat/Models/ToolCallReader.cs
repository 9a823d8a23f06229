using System.Text;
using System.Text.Json;
using Chatbot.Chat.Tools;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// Puts streamed calls together, by their <c>index</c>: the first fragment has id and name, <c>{"index":0,"id":"call_1",
/// "function":{"name":"getWeather","arguments":""}}</c>, those after it pieces of the arguments.
/// </summary>
/// <param name="used">Ids of the chat's earlier calls: servers that begin anew with each answer give them again.</param>
internal sealed class ToolCallReader(IReadOnlyCollection<string> used)
{
    private const int LongestInput = 100_000;
    private const int MostCalls = 20;

    private readonly SortedDictionary<long, Call> _calls = [];

    public IEnumerable<AIContent> Read(JsonElement fragments)
    {
        if (fragments.ValueKind != JsonValueKind.Array) yield break;
        foreach (var fragment in fragments.EnumerateArray())
        {
            if (fragment.ValueKind != JsonValueKind.Object || !fragment.TryGetProperty("function", out var function) || function.ValueKind != JsonValueKind.Object) continue;
            // Some servers give whole calls, and no index.
            var index = fragment.TryGetProperty("index", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out var number) ? number : _calls.Count;
            if (!_calls.TryGetValue(index, out var call))
            {
                if (Text(function, "name") is not { Length: > 0 and <= 100 } name || !IsPlain(name) || _calls.Count == MostCalls) continue;
                _calls[index] = call = new Call(Text(fragment, "id") is { Length: > 0 and <= 100 } id && IsFree(id) ? id : $"call_{Guid.CreateVersion7():n}", name);
                yield return new ToolInputStartedContent(call.Id, call.Name);
            }

            if (Text(function, "arguments") is not { Length: > 0 } delta || call.Input.Length + delta.Length > LongestInput) continue;
            call.Input.Append(delta);
            yield return new ToolInputContent(call.Id, delta);
        }
    }

    /// <summary>The calls as they are in the end.</summary>
    public IEnumerable<AIContent> Take()
    {
        List<FunctionCallContent> calls = [.. _calls.Values.Select(Whole)];
        _calls.Clear();
        return calls;
    }

    private static FunctionCallContent Whole(Call call)
    {
        var input = call.Input.Length == 0 ? ToolJson.Empty : ToolJson.Read(call.Input.ToString());
        return input is { ValueKind: JsonValueKind.Object } arguments
            ? new FunctionCallContent(call.Id, call.Name, ToolJson.Arguments(arguments))
            : new FunctionCallContent(call.Id, call.Name) { Exception = new JsonException("The tool's input could not be read: it must be a JSON object.") };
    }

    private bool IsFree(string id) => IsPlain(id) && !used.Contains(id) && _calls.Values.All(other => other.Id != id);

    // Both are stored, and go back to the server as they are.
    private static bool IsPlain(string name) => name.All(character => character is > ' ' and <= '~');

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : null;

    private sealed record Call(string Id, string Name)
    {
        public StringBuilder Input { get; } = new();
    }
}
