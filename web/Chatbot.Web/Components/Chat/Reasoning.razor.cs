using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>Open while it is thought, folded after, unless the reader decided otherwise.</summary>
public sealed partial class Reasoning
{
    private bool? chosen;

    [Parameter, EditorRequired]
    public ReasoningPart Part { get; set; } = null!;

    [Parameter]
    public bool IsThinking { get; set; }

    private bool Shown => chosen ?? IsThinking;
}
