using System.Text.RegularExpressions;

namespace Chatbot.Chat.Files;

/// <summary>Names of files as the service makes them: <c>0198c0de4f1d7a3e9b1c2d3e4f5a6b7c.png</c>. Nothing that a person typed is in them.</summary>
internal static partial class FileNames
{
    private const string Folder = "/api/files/";

    public static string New(string extension) => $"{Guid.CreateVersion7():n}.{extension}";

    public static bool IsOne(string? name) => name is not null && Shape().IsMatch(name);

    public static string UrlOf(string name) => Folder + name;

    /// <summary>The name in what an upload answered; a client may have made a whole address of it. Null where there is none.</summary>
    public static string? In(string? url)
    {
        if (url is null) return null;
        var path = Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address.AbsolutePath : url;
        if (!path.StartsWith(Folder, StringComparison.Ordinal)) return null;
        var name = path[Folder.Length..];
        return IsOne(name) ? name : null;
    }

    [GeneratedRegex(@"\A[0-9a-f]{32}\.[a-z0-9]{1,10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
