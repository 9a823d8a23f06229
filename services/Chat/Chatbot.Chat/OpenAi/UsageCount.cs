using System.Text;
using System.Text.RegularExpressions;

namespace Chatbot.Chat.OpenAi;

/// <summary>
/// Looks at the bytes of one answer as they pass: how many events they are, and what the last ones say of the usage,
/// <c>"usage":{"prompt_tokens":12,"completion_tokens":34}</c>. LM Studio sends one event for each token.
/// </summary>
internal sealed partial class UsageCount(ModelUsage usage, string model)
{
    private const int TailLength = 2048;
    private readonly byte[] _tail = new byte[TailLength];
    private int _length;
    private long _events;

    public bool HasBegun => _length > 0;

    /// <summary>The last event has ended: a comment may stand here.</summary>
    public bool IsBetweenEvents => _length > 1 && _tail[_length - 1] == '\n' && _tail[_length - 2] == '\n';

    public void Read(ReadOnlySpan<byte> bytes)
    {
        _events += bytes.Count("\ndata:"u8);
        if (bytes.Length >= TailLength)
        {
            bytes[^TailLength..].CopyTo(_tail);
            _length = TailLength;
            return;
        }

        var kept = Math.Min(_length, TailLength - bytes.Length);
        _tail.AsSpan(_length - kept, kept).CopyTo(_tail);
        bytes.CopyTo(_tail.AsSpan(kept));
        _length = kept + bytes.Length;
    }

    public void End()
    {
        var tail = Encoding.UTF8.GetString(_tail, 0, _length);
        var (input, output) = (Last(InputTokens(), tail), Last(OutputTokens(), tail));
        usage.Record(model, input ?? 0, output ?? _events, estimated: output is null);
    }

    private static long? Last(Regex pattern, string tail) => pattern.Match(tail) is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, out var number) ? number : null;

    [GeneratedRegex("\"prompt_tokens\"\\s*:\\s*([0-9]{1,12})", RegexOptions.RightToLeft)]
    private static partial Regex InputTokens();

    [GeneratedRegex("\"completion_tokens\"\\s*:\\s*([0-9]{1,12})", RegexOptions.RightToLeft)]
    private static partial Regex OutputTokens();
}
