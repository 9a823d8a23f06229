namespace Chatbot.Chat.Models;

/// <summary>Joins the halves of a character that was cut between two deltas; a half that stays alone becomes U+FFFD.</summary>
internal sealed class WholeCharacters
{
    private char? _half;

    /// <summary>The delta with the half before it, without the half at its end.</summary>
    public string? Join(string? delta)
    {
        if (string.IsNullOrEmpty(delta)) return delta;
        if (_half is { } half) delta = half + delta;
        _half = char.IsHighSurrogate(delta[^1]) ? delta[^1] : null;
        if (_half is not null) delta = delta[..^1];
        return delta.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? string.Concat(delta.EnumerateRunes()) : delta;
    }
}
