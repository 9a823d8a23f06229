using System.Net;
using System.Text.Json;

namespace Chatbot.LmStudio.Rest;

/// <summary>
/// Reads an answer by its shape. LM Studio says 200 with <c>{"error":"Unexpected endpoint or method. (GET /x)"}</c> to
/// routes it does not have; its own errors are <c>{"error":{"type","message","code"?,"param"?}}</c>.
/// </summary>
internal static class RestErrors
{
    /// <param name="expectedRoot">The field without which it is no answer of this endpoint.</param>
    /// <param name="otherwise">What an error is that says nothing more exact.</param>
    public static JsonElement Check(HttpStatusCode status, JsonElement body, string expectedRoot, LmStudioFailure otherwise)
    {
        if (body.Field("error") is { ValueKind: JsonValueKind.Object or JsonValueKind.String }) throw From(status, body, otherwise);
        if (body.Field(expectedRoot) is null || (int)status >= 400) throw NoAnswer(status, $"it answered {(int)status} without '{expectedRoot}'");
        return body;
    }

    /// <summary>Of <c>{"error":{...}}</c> and <c>{"error":"..."}</c>.</summary>
    public static LmStudioException From(HttpStatusCode status, JsonElement body, LmStudioFailure otherwise)
    {
        var error = body.Field("error") ?? default;
        var message = body.Text("error") ?? error.Text("message") ?? "LM Studio reported an error without saying which.";
        var code = error.Text("code");
        if (IsRefusal(status) || code == "invalid_api_key") return Unauthorized(message);
        if (error.ValueKind != JsonValueKind.Object && IsNoRoute(status, message)) return NoAnswer(status, message);
        var failure = (code ?? error.Text("type")) switch
        {
            "model_not_found" => LmStudioFailure.ModelNotFound,
            "not_implemented" => LmStudioFailure.Unsupported,
            "model_load_failed" => FailureText.Classify(message, LmStudioFailure.LoadFailed),
            _ => FailureText.Classify(message, otherwise),
        };
        return new LmStudioException(failure, message);
    }

    /// <summary>An answer in another shape than LM Studio's.</summary>
    public static LmStudioException NoAnswer(HttpStatusCode status, string why, Exception? inner = null) => (int)status switch
    {
        401 or 403 => Unauthorized(null),
        // A page of the proxy before it; of LM Studio itself, such as the one that it may give while a load begins.
        502 or 503 or 504 => new(LmStudioFailure.Unreachable, $"LM Studio does not answer at its address: {(int)status}.", inner),
        >= 500 => new(LmStudioFailure.Refused, $"LM Studio failed with {(int)status}.", inner),
        _ => new(LmStudioFailure.Unsupported, $"This LM Studio does not have the REST API that is needed: {why.TrimEnd('.')}.", inner)
        {
            IsMissing = status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed || IsUnexpected(why),
        },
    };

    private static LmStudioException Unauthorized(string? why) =>
        new(LmStudioFailure.Unauthorized, $"LM Studio refuses the API token: {why ?? "it gives no reason."}");

    private static bool IsRefusal(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    private static bool IsNoRoute(HttpStatusCode status, string message) =>
        IsUnexpected(message) || (int)status < 300 || status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;

    private static bool IsUnexpected(string message) => message.Contains("Unexpected endpoint", StringComparison.OrdinalIgnoreCase);
}
