using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>Errors of the protocol: <c>{title, rootTitle?, cause?, suggestion?, displayData?: {code}}</c>.</summary>
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
}
