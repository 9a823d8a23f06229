using System.Diagnostics;
using Microsoft.Extensions.Caching.Memory;
using TextMateSharp.Grammars;

namespace Chatbot.Web.Rendering.Highlighting;

/// <summary>
/// Code in colours, within bounds: what is large, of an unknown language or takes too long is plain. One block of the whole
/// process at a time, since grammars are not made for more, and colours may wait.
/// </summary>
internal static class CodeHighlighter
{
    private const int Largest = 50_000;
    private const int LongestLine = 2000;

    // So much takes a millisecond or two: it is done at once, and the block drawn once.
    private const int Small = 2000;

    // Long for a line, but the first ones of a language also compile its patterns, which are kept.
    private static readonly TimeSpan PerBlock = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Keeping = TimeSpan.FromMinutes(10);
    private static readonly SemaphoreSlim Turn = new(1, 1);

    // In letters of code: a page, its reload and another's window show the same.
    private static readonly MemoryCache Known = new(new MemoryCacheOptions { SizeLimit = 500_000 });

    /// <summary>The lines, with their line ends; null where the code stays plain.</summary>
    /// <param name="patience">With the whole block; one line may take a quarter of it.</param>
    public static async ValueTask<IReadOnlyList<IReadOnlyList<CodeRun>>?> LinesAsync(string code, string? language, TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        if (language is null or "text" || code.Length is 0 or > Largest) return null;
        if (Known.TryGetValue((code, language), out IReadOnlyList<IReadOnlyList<CodeRun>>? known)) return known;
        var isAtOnce = code.Length <= Small && CodeGrammars.IsLoaded(language) && Turn.Wait(0, cancellationToken);
        if (!isAtOnce) await Turn.WaitAsync(cancellationToken);
        try
        {
            // Another window of the same answer waited for the same code.
            if (Known.TryGetValue((code, language), out known)) return known;
            var limit = patience ?? PerBlock;
            var lines = isAtOnce ? Lines(code, language, limit) : await Task.Run(() => Lines(code, language, limit), cancellationToken);
            return Known.Set((code, language), lines, new MemoryCacheEntryOptions { Size = code.Length, SlidingExpiration = Keeping });
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever a grammar cannot do: it stays plain, and the chat opens.
            Activity.Current?.AddException(exception);
            return null;
        }
        finally
        {
            Turn.Release();
        }
    }

    private static List<IReadOnlyList<CodeRun>>? Lines(string code, string language, TimeSpan limit)
    {
        if (CodeGrammars.For(language) is not { } grammar) return null;
        var lines = new List<IReadOnlyList<CodeRun>>();
        var began = Stopwatch.GetTimestamp();
        IStateStack? state = null;
        for (var start = 0; start < code.Length;)
        {
            var end = code.IndexOf('\n', start) is >= 0 and var found ? found + 1 : code.Length;
            var line = code[start..end];
            start = end;
            if (line.Length > LongestLine || Stopwatch.GetElapsedTime(began) > limit)
            {
                lines.Add([new CodeRun(line, null)]);
                continue;
            }

            var result = grammar.TokenizeLine(line.TrimEnd('\n'), state, limit / 4);
            state = result.RuleStack;
            lines.Add(Runs(line, result.Tokens));
        }

        return lines;
    }

    // All of the line is in its runs, whatever the tokens say.
    private static List<CodeRun> Runs(string line, IToken[] tokens)
    {
        var runs = new List<CodeRun>();
        var position = 0;
        foreach (var token in tokens)
        {
            var end = Math.Min(token.EndIndex, line.Length);
            if (token.StartIndex > position) Add(line[position..token.StartIndex], null);
            position = Math.Max(position, token.StartIndex);
            if (end <= position) continue;
            var text = line[position..end];
            Add(text, string.IsNullOrWhiteSpace(text) ? null : CodeColours.Of(token.Scopes, text));
            position = end;
        }

        if (position < line.Length) Add(line[position..], null);
        return runs;

        void Add(string text, string? colour)
        {
            if (runs.Count > 0 && runs[^1].Class == colour) runs[^1] = new CodeRun(runs[^1].Text + text, colour);
            else runs.Add(new CodeRun(text, colour));
        }
    }
}
