using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>What can be done with an answer that is there.</summary>
public sealed partial class AnswerActions
{
    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = null!;

    /// <summary>Nothing runs.</summary>
    [Parameter]
    public bool CanAct { get; set; }

    /// <summary>A button of its own says in words that it can be asked again.</summary>
    [Parameter]
    public bool IsAskedAbove { get; set; }

    /// <summary>With another model's id, or null for the chosen one.</summary>
    [Parameter]
    public EventCallback<(ChatMessage Answer, string? Model)> OnRegenerate { get; set; }

    [Parameter]
    public EventCallback<(ChatMessage Answer, bool IsUp)> OnVote { get; set; }

    [Parameter]
    public EventCallback<Guid> OnBranch { get; set; }
}
