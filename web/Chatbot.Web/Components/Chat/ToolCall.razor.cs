using System.Text.RegularExpressions;
using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>A tool that the answer uses: what it is called with, whether it may, and what came of it. Open while a person has to decide.</summary>
public sealed partial class ToolCall
{
    private bool? chosen;

    [Parameter, EditorRequired]
    public ToolPart Call { get; set; } = null!;

    /// <summary>Of the call, which changes in place.</summary>
    [Parameter]
    public ToolState State { get; set; }

    [Parameter]
    public bool CanDecide { get; set; }

    [Parameter]
    public EventCallback<bool> OnDecide { get; set; }

    private bool Shown => chosen ?? State == ToolState.WaitsForApproval;

    // "getWeather" is "Get weather".
    private string Name => Words().Replace(Call.Tool, " $1") is { Length: > 0 } words ? $"{char.ToUpperInvariant(words[0])}{words[1..].ToLowerInvariant()}" : ChatTexts.Tool;

    private string Says => State switch
    {
        ToolState.Preparing => ChatTexts.ToolPreparing,
        ToolState.WaitsForApproval => CanDecide ? ChatTexts.ToolMay : ChatTexts.ToolNotDecided,
        ToolState.Running => ChatTexts.ToolRunning,
        ToolState.Done => ChatTexts.ToolDone,
        ToolState.Failed => ChatTexts.ToolFailed,
        _ => ChatTexts.ToolDenied,
    };

    private string Tone => State is ToolState.Failed ? "bad" : "";

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex Words();
}
