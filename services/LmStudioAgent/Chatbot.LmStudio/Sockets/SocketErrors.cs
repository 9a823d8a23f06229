using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>
/// Errors of the protocol: <c>{title, rootTitle?, cause?, suggestion?, displayData?: {code}}</c>, and the warnings that are
/// all that a server says about an endpoint it does not know.
/// </summary>
internal static class SocketErrors
{
    public static LmStudioException From(JsonElement? error, LmStudioFailure otherwise)
    {
        var title = error?.Text("title") ?? "LM Studio reported an error without saying which.";
        var text = error is { } given ? given.GetRawText() : title;
        var failure = error?.Field("displayData")?.Text("code") switch
        {
            "generic.noModelMatchingQuery" or "generic.pathNotFound" => LmStudioFailure.ModelNotFound,
            "generic.identifierNotFound" or "generic.specificModelUnloaded" => LmStudioFailure.InstanceNotFound,
            _ => FailureText.Classify(text, otherwise),
        };
        var cause = error?.Text("cause");
        return new LmStudioException(failure, cause is null || title.Contains(cause, StringComparison.Ordinal) ? title : $"{title} {cause}");
    }

    /// <summary>
    /// A warning names no call. It is about the calls whose endpoint it mentions; where it mentions none, about every one
    /// of its sort that is still unanswered: each of those has another way to go, and none may hang.
    /// </summary>
    public static IReadOnlyList<T> Concerned<T>(JsonElement warning, string sort, IReadOnlyCollection<T> unanswered, Func<T, string> endpoint)
    {
        var kind = warning.Text("kind");
        if (kind is not null && kind != "unknown" && !kind.StartsWith(sort, StringComparison.OrdinalIgnoreCase)) return [];
        var text = warning.Text("warning") ?? "";
        var mentioned = unanswered.Where(call => text.Contains(endpoint(call), StringComparison.Ordinal)).ToArray();
        return mentioned.Length > 0 ? mentioned : [.. unanswered];
    }

    public static LmStudioException Unsupported(JsonElement warning) =>
        new(LmStudioFailure.Unsupported, $"This LM Studio does not know the call: {warning.Text("warning") ?? "no details"}");
}
