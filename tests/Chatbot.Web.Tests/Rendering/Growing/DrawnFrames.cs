using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Chatbot.Web.Tests.Rendering.Growing;

/// <summary>What a page has after it has read some frames, as its script reads them.</summary>
internal sealed partial class DrawnFrames
{
    private readonly List<string> _blocks = [];
    private readonly List<byte> _rest = [];

    /// <summary>The block, which code of it, and the runs.</summary>
    public List<(int Block, int Code, IReadOnlyList<(int Length, char Letter)> Runs)> Colours { get; } = [];

    public IReadOnlyList<string> Blocks => [.. _blocks.Select(Parsed)];

    public string Html => string.Concat(Blocks);

    public IHtmlElement Body => new HtmlParser().ParseDocument(Html).Body!;

    /// <summary>But for the line ends between elements that end together, which no page shows.</summary>
    public static string Parsed(string html) => EndOfLine().Replace(new HtmlParser().ParseDocument(html).Body!.InnerHtml, "");

    public void Read(ReadOnlySpan<byte> bytes)
    {
        _rest.AddRange(bytes);
        for (var at = 0; ;)
        {
            if (Number(_rest, ref at) is not { } length || at + length > _rest.Count) return;
            Draw(_rest.GetRange(at, length));
            _rest.RemoveRange(0, at + length);
            at = 0;
        }
    }

    private void Draw(List<byte> frame)
    {
        var at = 0;
        var first = Number(frame, ref at)!.Value;
        var kind = first % 4;
        if (kind == 1) _blocks.Add("");
        var block = _blocks.Count - 1 - (first / 4);
        if (kind == 2)
        {
            _blocks.RemoveAt(block);
        }
        else if (kind == 3)
        {
            var code = Number(frame, ref at)!.Value;
            var runs = new List<(int, char)>();
            while (at < frame.Count) runs.Add((Number(frame, ref at)!.Value, (char)frame[at++]));
            Colours.Add((block, code, runs));
        }
        else
        {
            var before = _blocks[block - (kind == 1 ? Number(frame, ref at)!.Value : 0)];
            var kept = before.Length - Number(frame, ref at)!.Value;
            _blocks[block] = before[..kept] + new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. frame[at..]]);
        }
    }

    private static int? Number(List<byte> bytes, ref int at)
    {
        for (var (value, shift) = (0, 0); at < bytes.Count; shift += 7)
        {
            var part = bytes[at++];
            value |= (part & 0x7f) << shift;
            if (part < 0x80) return value;
        }

        return null;
    }

    [GeneratedRegex("(?<=>)\n(?=</)")]
    private static partial Regex EndOfLine();
}
