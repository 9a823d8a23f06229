using System.Text.Json.Serialization;

namespace Chatbot.ServiceDefaults.Errors;

/// <summary>
/// An error as clients of the OpenAI API read it: <c>{"error":{"message":"...","type":"invalid_request_error","param":"model","code":"not_found:models"}}</c>.
/// </summary>
public sealed record OpenAiErrorBody(OpenAiErrorBody.Details Error)
{
    public static OpenAiErrorBody Of(ApiError error)
    {
        var message = error.Message ?? ErrorMessages.For(error.Type, error.Surface);
        // A cause names its field first: "model: a model's id is required."
        var param = error.Cause?.Split(':', 2) is [var field, _] && !field.Contains(' ', StringComparison.Ordinal) ? field : null;
        return new(new Details(error.Cause is null ? message : $"{message} {error.Cause}", TypeOf(error.Status), param, error.Code));
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    /// <param name="Param">The field that is wrong, where it is one.</param>
    /// <param name="Code">As of every other error: <c>type:surface</c>.</param>
    public sealed record Details(string Message, string Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Param, string Code);
}
