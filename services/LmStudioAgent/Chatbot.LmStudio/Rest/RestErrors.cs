using System.Net;
using System.Text.Json;

namespace Chatbot.LmStudio.Rest;

/// <summary>
/// Reads an answer by its shape. LM Studio says 200 with <c>{"error":"Unexpected endpoint or method. (GET /x)"}</c> to
/// routes it does not have; its own errors are <c>{"error":{"type","message","code"?,"param"?}}</c>.
/// </summary>
internal static class RestErrors
{
    public static JsonElement Check(HttpStatusCode status, JsonElement body, string expectedRoot, LmStudioFailure otherwise)
    {
        var error = body.Field("error");
        if (error is { ValueKind: JsonValueKind.Object } details) throw From(status, details, otherwise);
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) throw Unauthorized(body.Text("error"));
        if (error is { ValueKind: JsonValueKind.String } || body.Field(expectedRoot) is null)
            throw Unsupported(body.Text("error") ?? $"it answered {(int)status} without '{expectedRoot}'");
        return body;
    }

    public static LmStudioException Unsupported(string why, Exception? inner = null) =>
        new(LmStudioFailure.Unsupported, $"This LM Studio does not have the REST API that is needed: {why}.", inner);

    private static LmStudioException Unauthorized(string? why) =>
        new(LmStudioFailure.Unauthorized, $"LM Studio refuses the API token: {why ?? "it gives no reason."}");

    private static LmStudioException From(HttpStatusCode status, JsonElement error, LmStudioFailure otherwise)
    {
        var message = error.Text("message") ?? "LM Studio reported an error without saying which.";
        var code = error.Text("code");
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || code == "invalid_api_key") return Unauthorized(message);
        var failure = (code ?? error.Text("type")) switch
        {
            "model_not_found" => LmStudioFailure.ModelNotFound,
            "model_load_failed" => FailureText.Classify(message, LmStudioFailure.LoadFailed),
            _ => FailureText.Classify(message, otherwise),
        };
        return new LmStudioException(failure, message);
    }
}
