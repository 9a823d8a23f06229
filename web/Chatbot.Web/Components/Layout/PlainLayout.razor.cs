using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Layout;

/// <summary>Pages without a connection: settings, accounts, and chats that others share.</summary>
public sealed partial class PlainLayout
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;
}
