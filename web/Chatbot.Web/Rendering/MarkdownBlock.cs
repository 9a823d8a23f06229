namespace Chatbot.Web.Rendering;

/// <summary>A top-level block of a message; one that is finished never changes again, but for links whose addresses come later.</summary>
/// <param name="Key">Its place among the blocks of the message.</param>
/// <param name="Text">Markdown; of a code block, the code alone.</param>
/// <param name="Language">Of a code block; null for all others.</param>
public sealed record MarkdownBlock(int Key, string Text, string? Language)
{
    /// <summary>Those of the message's link definitions that it may use: <c>\n\n[name]: &lt;address&gt;</c>. They come after it, or stand in another block.</summary>
    public string Definitions { get; init; } = "";

    public bool IsCode => Language is not null;

    /// <summary>Of a block that is not code: with the definitions.</summary>
    public string Markdown => Text + Definitions;

    /// <summary>Code in a list or a quotation, perhaps.</summary>
    public bool HasInnerCode => !IsCode && (Text.Contains("```", StringComparison.Ordinal) || Text.Contains("~~~", StringComparison.Ordinal));
}
