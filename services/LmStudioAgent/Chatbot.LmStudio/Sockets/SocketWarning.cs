using System.Text.Json;
using System.Text.RegularExpressions;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// <c>{"type":"communicationWarning","warning":"Received call to unknown endpoint, endpoint = x","kind":"rpcEndpointUnknown"}</c>
/// is all that LM Studio says of an endpoint it does not know or a parameter it does not like: no call is named, and older
/// versions leave the kind out.
/// </summary>
internal sealed class SocketWarning(JsonElement message)
{
    private readonly string? _kind = message.Text("kind");
    private readonly string _text = message.Text("warning") ?? "";

    /// <summary>
    /// It is about the calls whose endpoint it mentions; where it mentions none, about every one of its sort that is still
    /// unanswered: each of those has another way to go, and none may hang.
    /// </summary>
    public IReadOnlyList<T> Concerned<T>(string sort, IReadOnlyCollection<T> unanswered, Func<T, string> endpoint)
    {
        if (_kind is not null && _kind != "unknown" && !_kind.StartsWith(sort, StringComparison.OrdinalIgnoreCase)) return [];
        var mentioned = unanswered.Where(call => Mentions(endpoint(call))).ToArray();
        return mentioned.Length > 0 ? mentioned : [.. unanswered];
    }

    public LmStudioException Unsupported(string endpoint) =>
        new(LmStudioFailure.Unsupported, $"This LM Studio does not know the call: {(_text.Length > 0 ? _text : "no details")}") { IsMissing = IsUnknown && Mentions(endpoint) };

    private bool IsUnknown => _kind?.EndsWith("EndpointUnknown", StringComparison.Ordinal) ?? _text.Contains("unknown endpoint", StringComparison.OrdinalIgnoreCase);

    // As a whole word: 'unloadModel' does not mention 'loadModel'.
    private bool Mentions(string endpoint) => Regex.IsMatch(_text, $@"(?<!\w){Regex.Escape(endpoint)}(?!\w)", RegexOptions.None, TimeSpan.FromSeconds(1));
}
