using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Layout;

/// <summary>Pages without a connection: settings, accounts, and chats that others share.</summary>
public sealed partial class PlainLayout
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    // All addresses start at the base: a mark alone would lead to the front page.
    private string Here => $"/{Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0]}#content";
}
