namespace Chatbot.Web.Components.Shared;

/// <summary>What the keys do: those of <c>wwwroot/shortcuts.js</c> everywhere, and those of the message field and of the search in the sidebar.</summary>
public sealed partial class Shortcuts
{
    public const string Id = "shortcuts-dialog";

    private const string Control = "Ctrl";
    private const string Command = "⌘";

    // Of a Mac's keyboard the one that is usual there. Its M minimises the window: that is left to the system.
    private const string Either = Control + Command;

    // Which key sends is chosen in this browser, and shown there.
    private static readonly IReadOnlyList<(string[] Keys, string Text, string? Where)> All =
    [
        ([Either, "Shift", "O"], SharedTexts.KeyNewChat, null),
        ([Either, "K"], SharedTexts.KeySearch, null),
        (["Enter"], SharedTexts.KeyOpenFound, null),
        (["↓"], SharedTexts.KeyToFound, null),
        ([Either, "B"], SharedTexts.KeySidebar, null),
        ([Control, "M"], SharedTexts.KeyModels, null),
        (["Shift", "Esc"], SharedTexts.KeyComposer, null),
        (["Enter"], SharedTexts.KeySend, "by-enter"),
        (["Shift", "Enter"], SharedTexts.KeyBreak, "by-enter"),
        ([Either, "Enter"], SharedTexts.KeySend, "by-control"),
        (["Enter"], SharedTexts.KeyBreak, "by-control"),
        (["↑"], SharedTexts.KeyEditLast, null),
        (["Esc"], SharedTexts.KeyStop, null),
        ([Either, "Z"], SharedTexts.KeyUndo, null),
        ([Either, "/"], SharedTexts.KeyHelp, null),
        (["Esc"], SharedTexts.KeyEscape, null),
    ];
}
