namespace Chatbot.Web.Components.Sidebar;

public sealed partial class Sidebar
{
    public const string Id = "sidebar";
}
