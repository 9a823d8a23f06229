
namespace Chatbot.Web.Components.Shared;

/// <summary>What the keys do that <c>wwwroot/shortcuts.js</c> listens to.</summary>
public sealed partial class Shortcuts
{
    public const string Id = "shortcuts-dialog";

    // Which key sends is chosen in this browser, and shown there.
    private static readonly IReadOnlyList<(string[] Keys, string Text, string? Where)> All =
    [
        (["Ctrl", "Shift", "O"], SharedTexts.KeyNewChat, null),
        (["Ctrl", "K"], SharedTexts.KeySearch, null),
        (["Ctrl", "B"], SharedTexts.KeySidebar, null),
        (["Ctrl", "M"], SharedTexts.KeyModels, null),
        (["Shift", "Esc"], SharedTexts.KeyComposer, null),
        (["Enter"], SharedTexts.KeySend, "by-enter"),
        (["Shift", "Enter"], SharedTexts.KeyBreak, "by-enter"),
        (["Ctrl", "Enter"], SharedTexts.KeySend, "by-control"),
        (["Enter"], SharedTexts.KeyBreak, "by-control"),
        (["Ctrl", "Z"], SharedTexts.KeyUndo, null),
        (["Ctrl", "/"], SharedTexts.KeyHelp, null),
        (["Esc"], SharedTexts.KeyEscape, null),
    ];
}
