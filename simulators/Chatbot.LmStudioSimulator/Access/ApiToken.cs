using Chatbot.LmStudioSimulator.Configuration;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.OpenAi;
using Chatbot.LmStudioSimulator.Rest;

namespace Chatbot.LmStudioSimulator.Access;

/// <summary>Where a host asks for a token, all of its HTTP interfaces do, each in its own words; greetings need none.</summary>
internal static class ApiToken
{
    private const string Missing = "An LM Studio API token is required to make requests to this server, but none was provided.";
    private const string Wrong = "Malformed or unknown LM Studio API token provided.";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var options = context.Studio().Host.Options;
        if (options.ApiToken is null || context.WebSockets.IsWebSocketRequest || Interface(context) is not { } openAi || Bearer(context) == options.ApiToken) return next(context);

        var message = Bearer(context) is null ? Missing : Wrong;
        return (openAi ? OpenAiError.Unauthorized(message) : RestError.Unauthorized(message)).ExecuteAsync(context);
    }

    /// <summary>The pair that the official client makes of a token; a host without one takes everybody.</summary>
    public static bool Accepts(StudioOptions options, string identifier, string passkey) =>
        options.ApiToken is null || options.ApiToken == $"sk-lm-{identifier}:{passkey}";

    private static bool? Interface(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/v1") ? true
        : context.Request.Path.StartsWithSegments("/api") ? false
        : null;

    private static string? Bearer(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
}
