namespace Chatbot.LmStudioSimulator.Script;

/// <summary>Finds where an answer must end, across the borders of tokens: what could be the beginning of a stop string is held back.</summary>
internal sealed class StopStrings(IReadOnlyList<string> stops)
{
    private string _held = "";

    public bool Found { get; private set; }

    /// <summary>What may be said now, nothing of a stop string in it.</summary>
    public string Pass(string text)
    {
        _held += text;
        var first = stops.Select(stop => _held.IndexOf(stop, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
        if (first >= 0)
        {
            Found = true;
            return Take(first);
        }

        var keep = stops.SelectMany(stop => Enumerable.Range(1, Math.Min(stop.Length, _held.Length)).Where(length => _held.EndsWith(stop[..length], StringComparison.Ordinal))).DefaultIfEmpty(0).Max();
        return Take(_held.Length - keep);
    }

    /// <summary>What was held back for nothing.</summary>
    public string Rest() => Take(_held.Length);

    private string Take(int length)
    {
        var taken = _held[..length];
        _held = _held[length..];
        return taken;
    }
}
