namespace Chatbot.LmStudioSimulator.Rest;

/// <summary><c>{"error":{"type","message","code"?,"param"?}}</c></summary>
internal sealed record RestError(RestErrorBody Error)
{
    public static IResult Invalid(string message, string code, string? param) =>
        SnakeCase.Result(new RestError(new RestErrorBody("invalid_request", message, code, param)), StatusCodes.Status400BadRequest);

    public static IResult Unauthorized(string message) =>
        SnakeCase.Result(new RestError(new RestErrorBody("invalid_request", message, "invalid_api_key", null)), StatusCodes.Status401Unauthorized);

    public static IResult LoadFailed(string message) =>
        SnakeCase.Result(new RestError(new RestErrorBody("model_load_failed", message, null, null)), StatusCodes.Status500InternalServerError);

    public static IResult NotFound(string message, string param) =>
        SnakeCase.Result(new RestError(new RestErrorBody("model_not_found", message, "model_not_found", param)), StatusCodes.Status404NotFound);
}

internal sealed record RestErrorBody(string Type, string Message, string? Code, string? Param);
