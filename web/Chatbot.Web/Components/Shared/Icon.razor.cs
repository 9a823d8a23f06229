using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Shared;

/// <summary>An inline drawing, decorative: the button around it has the name.</summary>
public sealed partial class Icon
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["alert"] = "M12 7.500v5.500M12 16.500v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z",
        ["arrow-down"] = "M12 5v14M6 13l6 6 6-6",
        ["arrow-up"] = "M12 19V5M6 11l6-6 6 6",
        ["check"] = "M5 12.500l4.500 4.500L19 7.500",
        ["chevron"] = "M7 10l5 5 5-5",
        ["close"] = "M6 6l12 12M18 6L6 18",
        ["cloud"] = "M7 18a4 4 0 0 1-.500-7.970A5.500 5.500 0 0 1 17 9.300 4.350 4.350 0 0 1 17 18z",
        ["copy"] = "M9.500 8.500h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM5 15.500V5.500a1 1 0 0 1 1-1h9.500",
        ["globe"] = "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM3.500 12h17M12 3c2.700 2.600 3.700 5.700 3.700 9s-1 6.400-3.700 9c-2.700-2.600-3.700-5.700-3.700-9s1-6.400 3.700-9z",
        ["load"] = "M12 4v10M8 10.500l4 4 4-4M5 19h14",
        ["lock"] = "M7 11h10a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
        ["panel"] = "M6 4.500h12a2.500 2.500 0 0 1 2.500 2.500v10a2.500 2.500 0 0 1-2.500 2.500H6A2.500 2.500 0 0 1 3.500 17V7A2.500 2.500 0 0 1 6 4.500zM9.500 4.500v15",
        ["pen"] = "M12 4.500H7A2.500 2.500 0 0 0 4.500 7v10A2.500 2.500 0 0 0 7 19.500h10a2.500 2.500 0 0 0 2.500-2.500v-5M17.900 3.800a1.620 1.620 0 0 1 2.300 2.300L12.500 13.800l-3 .700.700-3z",
        ["retry"] = "M4.500 12a7.500 7.500 0 1 0 2.300-5.400L4.500 8.800M4.500 4.500v4.300h4.300",
        ["search"] = "M11 4.500a6.500 6.500 0 1 0 0 13a6.500 6.500 0 0 0 0-13zM20 20l-4.400-4.400",
        ["sign-in"] = "M14 4.500h3A2.500 2.500 0 0 1 19.500 7v10a2.500 2.500 0 0 1-2.500 2.500h-3M4.500 12H15M11 8l4 4-4 4",
        ["sign-out"] = "M10 4.500H7A2.500 2.500 0 0 0 4.500 7v10A2.500 2.500 0 0 0 7 19.500h3M9.500 12h10M15.500 8l4 4-4 4",
        ["stop"] = "M8 7h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z",
        ["theme"] = "M12 3.500a8.500 8.500 0 1 0 0 17zM12 3.500a8.500 8.500 0 0 1 0 17",
        ["trash"] = "M4.500 7h15M9.500 7V5.500a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1V7M6.500 7l.700 11.600a1 1 0 0 0 1 .900h7.600a1 1 0 0 0 1-.900L17.500 7M10.200 11v4.500M13.800 11v4.500",
        ["unload"] = "M12 5l6.500 8h-13zM5.500 18.500h13",
    };

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public int Size { get; set; } = 18;

    private string Path => Paths[Name];

    private bool Filled => Name is "stop";
}
