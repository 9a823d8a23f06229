namespace Chatbot.Web.Components;

/// <summary>A short sentence at the edge of the page.</summary>
public sealed class Toast(string text, bool isError)
{
    public string Text { get; } = text;

    public bool IsError { get; } = isError;

    /// <summary>What the button says; null where there is none.</summary>
    public string? Action { get; init; }

    public Func<Task>? Act { get; init; }
}
