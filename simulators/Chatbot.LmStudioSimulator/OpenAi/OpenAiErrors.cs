using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary><c>{"error":{"message","type","param","code"}}</c></summary>
internal sealed record OpenAiError(OpenAiErrorBody Error)
{
    public static OpenAiError Of(string message, string? param = null, string? code = null) =>
        new(new OpenAiErrorBody(message, "invalid_request_error", param, code));

    public static IResult Unauthorized(string message) => SnakeCase.Result(Of(message, null, "invalid_api_key"), StatusCodes.Status401Unauthorized);

    public static IResult BadRequest(string message, string? param = null, string? code = null) =>
        SnakeCase.Result(Of(message, param, code), StatusCodes.Status400BadRequest);

    public static IResult Refused(HostRefusal refusal) => SnakeCase.Result(
        Of(refusal.Message, "model", refusal.Kind == RefusalKind.LoadFailed ? "model_load_failed" : "model_not_found"),
        refusal.Kind switch
        {
            RefusalKind.AmbiguousModel => StatusCodes.Status400BadRequest,
            RefusalKind.LoadFailed => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status404NotFound,
        });
}

internal sealed record OpenAiErrorBody(string Message, string Type, string? Param, string? Code);
