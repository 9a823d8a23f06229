namespace Chatbot.Web.Rendering;

/// <summary>Some lines of a code block, with their line ends.</summary>
internal readonly record struct CodePiece(int Index, string Text)
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
}
