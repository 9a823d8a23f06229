using System.Buffers;
using System.Text;
using Chatbot.Web.Rendering.Highlighting;

namespace Chatbot.Web.Rendering.Growing;

/// <summary>
/// What is new in markup that grows, as the page's script reads it (<c>MarkdownView.razor.js</c>). A frame is its length in
/// bytes and that many bytes; numbers are LEB128. It begins with how many blocks come after its own, times four, and one of:
/// <list type="bullet">
/// <item>0, the block goes on: how many UTF-16 units of its markup's end go, and what comes instead in UTF-8.</item>
/// <item>1, a block more: how many blocks before it the one stands that it begins like (0: like none), and the same.</item>
/// <item>2, the last block is no more: nothing else.</item>
/// <item>3, colours: which code of the block, and for each run its length in UTF-16 units and a byte, the last letter of its
/// class <c>tok-?</c> or a space for none.</item>
/// </list>
/// </summary>
internal sealed class MarkupFrames
{
    // How far back a beginning is looked for: a paragraph after a list, a table and code begins as the one before them did.
    private const int Back = 8;

    private readonly List<string> _sent = [];

    private enum Kind
    {
        GoesOn,
        Begins,
        Goes,
        Colours,
    }

    /// <param name="block">One that was there, or the next one.</param>
    public void WriteMarkup(IBufferWriter<byte> writer, int block, string html)
    {
        html = html[..OpenLength(html)];
        var isNew = block == _sent.Count;
        if (isNew) _sent.Add("");
        if (_sent[block] == html) return;
        var (back, kept) = isNew ? Beginning(html) : (0, Common(_sent[block], html));
        Write(writer, block, isNew ? Kind.Begins : Kind.GoesOn, frame =>
        {
            if (isNew) WriteNumber(frame, back);
            WriteNumber(frame, _sent[block - back].Length - kept);
            Encoding.UTF8.GetBytes(html.AsSpan(kept), frame);
        });
        _sent[block] = html;
    }

    public void WriteNoMore(IBufferWriter<byte> writer)
    {
        Write(writer, _sent.Count - 1, Kind.Goes, _ => { });
        _sent.RemoveAt(_sent.Count - 1);
    }

    /// <param name="code">Its place among the code of the block.</param>
    public void WriteColours(IBufferWriter<byte> writer, int block, int code, IReadOnlyList<IReadOnlyList<CodeRun>> lines) => Write(writer, block, Kind.Colours, frame =>
    {
        WriteNumber(frame, code);
        foreach (var (length, letter) in Joined(lines))
        {
            WriteNumber(frame, length);
            frame.Write([(byte)letter]);
        }
    });

    // Elements that stand open at its end are closed there by themselves.
    private static int OpenLength(string html)
    {
        for (var end = html.Length; ;)
        {
            var tag = html.AsSpan(0, end).TrimEnd('\n');
            var start = tag is [.., '>'] ? tag.LastIndexOf('<') : -1;
            if (start < 0 || tag[start + 1] != '/') return end;
            end = start;
        }
    }

    private (int Back, int Kept) Beginning(string html) =>
        Enumerable.Range(0, Math.Min(Back + 1, _sent.Count)).Select(back => (back, Common(_sent[^(back + 1)], html))).MaxBy(found => found.Item2);

    private static int Common(string before, string now)
    {
        var length = before.AsSpan().CommonPrefixLength(now);
        return length > 0 && char.IsHighSurrogate(now[length - 1]) ? length - 1 : length;
    }

    private static IEnumerable<(int Length, char Letter)> Joined(IReadOnlyList<IReadOnlyList<CodeRun>> lines)
    {
        var (length, letter) = (0, ' ');
        foreach (var run in lines.SelectMany(runs => runs))
        {
            var next = run.Class?[^1] ?? ' ';
            if (next != letter && length > 0)
            {
                yield return (length, letter);
                length = 0;
            }

            (length, letter) = (length + run.Text.Length, next);
        }

        if (length > 0) yield return (length, letter);
    }

    private void Write(IBufferWriter<byte> writer, int block, Kind kind, Action<ArrayBufferWriter<byte>> content)
    {
        var frame = new ArrayBufferWriter<byte>();
        WriteNumber(frame, ((_sent.Count - 1 - block) * 4) + (int)kind);
        content(frame);
        WriteNumber(writer, frame.WrittenCount);
        writer.Write(frame.WrittenSpan);
    }

    private static void WriteNumber(IBufferWriter<byte> writer, int number)
    {
        Span<byte> bytes = stackalloc byte[5];
        var length = 0;
        var rest = (uint)number;
        for (; rest > 0x7f; rest >>= 7) bytes[length++] = (byte)(rest | 0x80);
        bytes[length++] = (byte)rest;
        writer.Write(bytes[..length]);
    }
}
