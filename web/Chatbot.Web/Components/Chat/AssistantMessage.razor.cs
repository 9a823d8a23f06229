using System.Globalization;
using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

public sealed partial class AssistantMessage
{
    private (int Version, bool CanGoOn)? drawn;

    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = null!;

    /// <summary>Of the message, which changes in place.</summary>
    [Parameter]
    public int Version { get; set; }

    /// <summary>It is the last one, and nothing else runs.</summary>
    [Parameter]
    public bool CanGoOn { get; set; }

    [Parameter]
    public EventCallback<ChatMessage> OnRegenerate { get; set; }

    [Parameter]
    public EventCallback<ChatMessage> OnContinue { get; set; }

    [Parameter]
    public EventCallback<(ChatMessage Answer, ToolPart Call, bool Approved)> OnDecide { get; set; }

    private bool IsStreaming => Message.State == MessageState.Streaming;

    private string? Figures => Message.Usage switch
    {
        { OutputTokens: { } tokens, TokensPerSecond: { } speed } => string.Create(CultureInfo.InvariantCulture, $"{tokens} tokens · {speed:0} tokens/s"),
        { OutputTokens: { } tokens } => string.Create(CultureInfo.InvariantCulture, $"{tokens} tokens"),
        _ => null,
    };

    // A message that has not changed is not drawn again, however often its neighbour is.
    protected override bool ShouldRender() => drawn != (Version, CanGoOn);

    protected override void OnAfterRender(bool firstRender) => drawn = (Version, CanGoOn);
}
