using Chatbot.Web.Rendering.Highlighting;

namespace Chatbot.Web.Rendering;

/// <summary>Some lines of a code block, with their line ends.</summary>
/// <param name="Runs">In colours; null for plain text.</param>
internal readonly record struct CodePiece(int Index, string Text, IReadOnlyList<CodeRun>? Runs = null)
{
    private const int Lines = 8;

    public static IReadOnlyList<CodePiece> Split(string code)
    {
        var pieces = new List<CodePiece>();
        var start = 0;
        while (start < code.Length)
        {
            var end = start;
            for (var line = 0; line < Lines && end < code.Length; line++)
            {
                var lineEnd = code.IndexOf('\n', end);
                end = lineEnd < 0 ? code.Length : lineEnd + 1;
            }

            pieces.Add(new CodePiece(pieces.Count, code[start..end]));
            start = end;
        }

        return pieces;
    }

    /// <summary>The same pieces in colours.</summary>
    public static IReadOnlyList<CodePiece> Split(IReadOnlyList<IReadOnlyList<CodeRun>> lines) =>
        [.. lines.Chunk(Lines).Select((some, index) => new CodePiece(index, "", [.. some.SelectMany(runs => runs)]))];
}
