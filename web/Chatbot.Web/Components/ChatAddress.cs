using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components;

/// <summary><c>/chat/{id}</c>.</summary>
internal static class ChatAddress
{
    private const string Prefix = "chat/";

    public static string Of(Guid id) => $"/{Prefix}{id}";

    public static Guid? Read(NavigationManager navigation)
    {
        var path = navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0];
        return path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Guid.TryParse(path[Prefix.Length..], out var id) ? id : null;
    }
}
