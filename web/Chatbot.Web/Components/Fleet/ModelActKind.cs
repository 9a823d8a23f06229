namespace Chatbot.Web.Components.Fleet;

public enum ModelActKind
{
    Load,
    Unload,
    Pin,
    Unpin,
    Cancel,
}
