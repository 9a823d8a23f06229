using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components;

/// <summary><c>/chat/{id}</c>.</summary>
internal static class ChatAddress
{
    private const string Prefix = "chat/";

    public static string Of(Guid id) => $"/{Prefix}{id}";

    public static Guid? Read(NavigationManager navigation) => ReadRelative(navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0]);

    public static Guid? Read(PathString path) => ReadRelative(path.Value?.TrimStart('/') ?? "");

    private static Guid? ReadRelative(string path) =>
        path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Guid.TryParse(path[Prefix.Length..], out var id) ? id : null;
}
