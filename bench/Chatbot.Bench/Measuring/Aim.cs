namespace Chatbot.Bench.Measuring;

/// <summary>What is held to now, and what later.</summary>
internal sealed record Aim(string Now, string Later)
{
    public static string Verdict(bool now, bool later) => (now, later) switch
    {
        (false, _) => ResultRow.Missed,
        (true, false) => ResultRow.Reached,
        (true, true) => $"{ResultRow.Reached}, the later one too",
    };

    public override string ToString() => $"{Now}; later {Later}";
}
