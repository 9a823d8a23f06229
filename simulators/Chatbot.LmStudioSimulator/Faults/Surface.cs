namespace Chatbot.LmStudioSimulator.Faults;

/// <summary>Parts of LM Studio that can fail apart from each other.</summary>
internal static class Surface
{
    public const string Rest = "rest";
    public const string Socket = "socket";
    public const string Chat = "chat";

    /// <summary>Includes greetings and everything that is none of the others.</summary>
    public const string All = "all";

    public static IReadOnlyList<string> Names { get; } = [Rest, Socket, Chat, All];

    public static string Of(HttpContext context) => context.Request.Path.Value switch
    {
        _ when context.WebSockets.IsWebSocketRequest => Socket,
        { } path when path.StartsWith("/v1/", StringComparison.Ordinal) && path != "/v1/models" => Chat,
        "/api/v1/chat" => Chat,
        { } path when path.StartsWith("/api/v0/", StringComparison.Ordinal) && !path.StartsWith("/api/v0/models", StringComparison.Ordinal) => Chat,
        { } path when path.StartsWith("/api/", StringComparison.Ordinal) || path == "/v1/models" => Rest,
        _ => All,
    };
}
