using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Chatbot.ServiceDefaults.Errors;

/// <summary>The only writer of error bodies.</summary>
internal static class ApiErrorWriter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static Task WriteAsync(HttpContext context, ApiError error)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        response.Headers.CacheControl = "no-store";
        if (error.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

        if (context.Request.Path.StartsWithSegments("/v1")) return response.WriteAsJsonAsync(OpenAiErrorBody.Of(error), Json, context.RequestAborted);
        var body = new Body(
            error.Code,
            error.Message ?? ErrorMessages.For(error.Type, error.Surface),
            error.Cause,
            ReasonPhrases.GetReasonPhrase(error.Status),
            error.Status,
            Activity.Current?.Id ?? context.TraceIdentifier,
            error.Error);
        return response.WriteAsJsonAsync(body, Json, "application/problem+json", context.RequestAborted);
    }

    /// <summary>The surface of the matched route, <c>api</c> where none is given.</summary>
    public static string SurfaceOf(HttpContext context)
    {
        // While an exception is handled the request has no endpoint; the one it had stands in the feature.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        return endpoint?.Metadata.GetMetadata<SurfaceMetadata>()?.Surface ?? Surfaces.Api;
    }

    private sealed record Body(string Code, string Message, string? Cause, string Title, int Status, string TraceId, string? Error);
}
