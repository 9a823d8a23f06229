using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary><c>{"error":{"message","type","param","code"}}</c></summary>
internal sealed record OpenAiError(OpenAiErrorBody Error)
{
    public static OpenAiError Of(string message, string? param = null, string? code = null) =>
        new(new OpenAiErrorBody(message, "invalid_request_error", param, code));

    public static IResult BadRequest(string message, string? param = null, string? code = null) =>
        SnakeCase.Result(Of(message, param, code), StatusCodes.Status400BadRequest);

    public static IResult Refused(HostRefusal refusal) => SnakeCase.Result(
        Of(refusal.Message, "model", "model_not_found"),
        refusal.Kind == RefusalKind.AmbiguousModel ? StatusCodes.Status400BadRequest : StatusCodes.Status404NotFound);
}

internal sealed record OpenAiErrorBody(string Message, string Type, string? Param, string? Code);
