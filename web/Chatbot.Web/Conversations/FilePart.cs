using System.Text.RegularExpressions;

namespace Chatbot.Web.Conversations;

/// <summary>A file that a person attached, at the chat service.</summary>
public sealed partial class FilePart(string url, string name, string mediaType) : MessagePart
{
    public string Url { get; } = url;

    public string Name { get; } = name;

    public string MediaType { get; } = mediaType;

    /// <summary>Shown as a picture.</summary>
    public bool IsImage => MediaType is "image/jpeg" or "image/png" or "image/webp" && IsOwn(Url);

    /// <summary>Nothing but the service's own address of a file becomes a link or a picture.</summary>
    public static bool IsOwn(string? url) => url is not null && Own().IsMatch(url);

    [GeneratedRegex(@"^/api/files/[A-Za-z0-9_-][A-Za-z0-9._-]{0,150}\z")]
    private static partial Regex Own();
}
