namespace Chatbot.EndToEnd.Answers;

/// <summary>What a model says when it counts: the question and then numbers, so that every loss and every repetition is seen.</summary>
/// <param name="Word">A question with it is answered so.</param>
/// <param name="PerSecond">Numbers, each of them a token.</param>
internal sealed record Counted(string Word, int Last, int PerSecond)
{
    /// <summary>Over some two seconds.</summary>
    public static Counted Briefly { get; } = new("briefly", 90, 40);

    /// <summary>Over some eight seconds.</summary>
    public static Counted Patiently { get; } = new("patiently", 320, 40);

    /// <summary>Over some twenty seconds: it is stopped before.</summary>
    public static Counted AtLength { get; } = new("at length", 1000, 50);

    /// <summary>Of the simulator's rules file.</summary>
    public static IEnumerable<object> Rules => new[] { Briefly, Patiently, AtLength }
        .Select(counted => new { prompt = counted.Word, parts = new[] { new { text = counted.To("{prompt}"), tokensPerSecond = counted.PerSecond } } });

    public string Question(string about) => $"Count {Word} for {about}";

    public string To(string question) => $"{question}: {string.Join(' ', Enumerable.Range(1, Last))}.";
}
