using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Chatbot.ServiceDefaults.Errors;

/// <summary>Bad input is a 400 that names the field; anything else that is thrown is a bug or a broken dependency and says nothing of its inside.</summary>
internal sealed class ApiExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.Response.HasStarted) return false;
        var surface = ApiErrorWriter.SurfaceOf(httpContext);
        var error = exception switch
        {
            BadHttpRequestException { StatusCode: 413 } => new ApiError(ErrorTypes.BadRequest, surface, "The body is too large."),
            BadHttpRequestException { InnerException: JsonException json } => ApiError.BadRequest(surface, Describe(json)),
            BadHttpRequestException bad => ApiError.BadRequest(surface, bad.Message),
            _ => new ApiError("internal", surface, Message: "Something went wrong on our side. Please try again; if it stays, tell the operator the trace id."),
        };
        await error.ExecuteAsync(httpContext);
        return true;
    }

    // "The JSON property 'x' could not be mapped to any .NET member contained in type '...'." names a type of ours.
    private static string Describe(JsonException json)
    {
        const string Unmapped = "could not be mapped";
        if (json.Message.Contains(Unmapped, StringComparison.Ordinal))
        {
            var name = json.Message.Split('\'') is [_, var property, ..] ? property : "?";
            return $"Unknown field '{name}'.";
        }

        return string.IsNullOrEmpty(json.Path) || json.Path == "$"
            ? "The body is not the JSON that this route takes."
            : $"The field '{json.Path.TrimStart('$', '.')}' is missing or not of the right type.";
    }
}
