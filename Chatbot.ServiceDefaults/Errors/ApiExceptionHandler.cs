using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Storage;
using StackExchange.Redis;

namespace Chatbot.ServiceDefaults.Errors;

/// <summary>
/// Bad input is a 400 that names the field, a server of ours that is away a 503; anything else that is thrown is a bug or a
/// broken dependency and says nothing of its inside.
/// </summary>
internal sealed class ApiExceptionHandler : IExceptionHandler
{
    private static readonly TimeSpan ComeBack = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.Response.HasStarted) return false;
        var surface = ApiErrorWriter.SurfaceOf(httpContext);
        var error = exception switch
        {
            BadHttpRequestException { StatusCode: 413 } => new ApiError(ErrorTypes.BadRequest, surface, "The body is too large."),
            BadHttpRequestException { InnerException: JsonException json } => ApiError.BadRequest(surface, Describe(json)),
            BadHttpRequestException bad => ApiError.BadRequest(surface, Describe(bad)),
            _ when IsAway(exception) => new ApiError(ErrorTypes.Offline, surface, RetryAfter: ComeBack),
            _ => new ApiError("internal", surface, Message: "Something went wrong on our side. Please try again; if it stays, tell the operator the trace id."),
        };
        await error.ExecuteAsync(httpContext);
        return true;
    }

    // Libraries wrap what they met: EF twice, ours once more.
    private static bool IsAway(Exception? exception) => exception switch
    {
        null => false,
        DbException { IsTransient: true } or RetryLimitExceededException or RedisException or TimeoutException => true,
        _ => IsAway(exception.InnerException),
    };

    private static string Describe(JsonException json)
    {
        // "The JSON property 'x' could not be mapped to any .NET member contained in type '...'." names a type of ours, so does
        // "JSON deserialization for type '...' was missing required properties including: 'x', 'y'."
        if (json.Message.Contains("could not be mapped", StringComparison.Ordinal)) return $"Unknown field '{json.Message.Split('\'').ElementAtOrDefault(1)}'.";
        if (json.Message.Split("properties including: ") is [_, var missing]) return $"Missing: {missing}";

        return string.IsNullOrEmpty(json.Path) || json.Path == "$"
            ? "The body is not the JSON that this route takes."
            : $"The field '{json.Path.TrimStart('$', '.')}' is missing or not of the right type.";
    }

    // 'Failed to bind parameter "Guid id" from "x".' and 'Required parameter "int limit" was not provided from query string.'
    private static string Describe(BadHttpRequestException bad) => bad.Message.Split('"') switch
    {
        ["Failed to bind parameter ", var parameter, ..] => $"The parameter '{NameOf(parameter)}' is malformed.",
        ["Required parameter ", _, var from, ..] when from.Contains("body", StringComparison.Ordinal) => "The body is missing.",
        ["Required parameter ", var parameter, ..] => $"The parameter '{NameOf(parameter)}' is missing.",
        _ when bad.Message.StartsWith("Implicit body", StringComparison.Ordinal) => "The body is missing.",
        _ => bad.Message,
    };

    private static string NameOf(string parameter) => parameter.Split(' ')[^1];
}
