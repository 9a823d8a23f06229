using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Layout;

/// <summary>Where the content of a page begins, for who skips what stands before it.</summary>
internal static class ContentMark
{
    public const string Id = "content";

    // All addresses start at the base: a mark alone would lead to the front page.
    public static string Of(NavigationManager navigation) => $"/{navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0]}#{Id}";
}
