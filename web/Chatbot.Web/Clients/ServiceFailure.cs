namespace Chatbot.Web.Clients;

/// <summary>A service refused, or does not answer; the message is a sentence for people.</summary>
/// <param name="code">Such as <c>rate_limit:chat</c>; <c>offline:...</c> where nothing answered.</param>
internal sealed class ServiceFailure(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;

    public bool IsOffline => Code.StartsWith("offline", StringComparison.Ordinal);

    /// <summary>The session has ended.</summary>
    public bool IsUnauthorized => Code.StartsWith("unauthorized", StringComparison.Ordinal);

    public bool IsForbidden => Code.StartsWith("forbidden", StringComparison.Ordinal);

    public bool IsConflict => Code.StartsWith("conflict", StringComparison.Ordinal);

    public bool IsMissing => Code.StartsWith("not_found", StringComparison.Ordinal);
}
