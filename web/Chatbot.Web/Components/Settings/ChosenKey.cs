namespace Chatbot.Web.Components.Settings;

/// <summary>The key whose button was pressed.</summary>
internal sealed class ChosenKey
{
    public Guid? Id { get; set; }
}
