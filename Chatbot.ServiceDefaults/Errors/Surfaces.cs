namespace Chatbot.ServiceDefaults.Errors;

/// <summary>The second half of an error's code. Put <see cref="SurfaceMetadata"/> on a route group so that errors raised before the handler carry it.</summary>
public static class Surfaces
{
    public const string Api = "api";
    public const string Auth = "auth";
    public const string Chat = "chat";
    public const string Stream = "stream";
    public const string History = "history";
    public const string Vote = "vote";
    public const string Document = "document";
    public const string Suggestions = "suggestions";
    public const string Files = "files";
    public const string Models = "models";
    public const string Hosts = "hosts";
    public const string Operations = "operations";
    public const string Admin = "admin";
}

/// <param name="Surface">One of <see cref="Surfaces"/>.</param>
public sealed record SurfaceMetadata(string Surface);
