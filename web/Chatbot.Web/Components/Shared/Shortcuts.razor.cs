
namespace Chatbot.Web.Components.Shared;

/// <summary>What the keys do that <c>wwwroot/shortcuts.js</c> listens to.</summary>
public sealed partial class Shortcuts
{
    public const string Id = "shortcuts-dialog";

    private static readonly IReadOnlyList<(string[] Keys, string Text)> All =
    [
        (["Ctrl", "Shift", "O"], SharedTexts.KeyNewChat),
        (["Ctrl", "K"], SharedTexts.KeySearch),
        (["Ctrl", "B"], SharedTexts.KeySidebar),
        (["Ctrl", "M"], SharedTexts.KeyModels),
        (["Shift", "Esc"], SharedTexts.KeyComposer),
        (["Enter"], SharedTexts.KeySend),
        (["Shift", "Enter"], SharedTexts.KeyBreak),
        (["Ctrl", "/"], SharedTexts.KeyHelp),
        (["Esc"], SharedTexts.KeyEscape),
    ];
}
