using System.Text.Json;
using Chatbot.EndToEnd.Answers;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>What the models of the three hosts say.</summary>
internal static class ModelSays
{
    /// <summary>To who asks for it <c>slowly</c>: a token at a time, over several seconds.</summary>
    public const string Slowly = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty";

    /// <summary>What it is asked when an answer is to go on behind its seam.</summary>
    public const string GoOn = "Your answer was cut off. Go on exactly where it ended: repeat nothing of it, and say nothing about the interruption.";

    /// <summary>The simulator's rules file.</summary>
    public static string Rules { get; } = JsonSerializer.Serialize(new
    {
        rules = (object[])
        [
            .. Counted.Rules,
            new { prompt = "slowly", parts = new[] { new { text = Slowly, tokensPerSecond = 4 } } },
            new { prompt = "calmly", parts = new[] { new { text = To("{prompt}"), tokensPerSecond = 6 } } },
            new { parts = new[] { new { text = To("{prompt}") } } },
        ],
    });

    /// <summary>To anything else: at once, and over about two seconds to who asks for it <c>calmly</c>.</summary>
    public static string To(string question) => $"You said: {question} And that is all.";
}
