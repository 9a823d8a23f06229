namespace Chatbot.Web.Components.Fleet;

/// <summary>Of the menu of a host.</summary>
public enum HostChoice
{
    Rename,
    Download,
    Drain,
    Token,
    Remove,
}
