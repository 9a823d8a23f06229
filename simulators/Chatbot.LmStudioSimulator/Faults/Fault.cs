using System.ComponentModel.DataAnnotations;

namespace Chatbot.LmStudioSimulator.Faults;

/// <summary>Something that goes wrong as long as it is set.</summary>
internal class Fault
{
    /// <summary>How often it still applies before it clears itself; null is until it is cleared.</summary>
    [Range(0, int.MaxValue)]
    public int? Times { get; set; }
}

internal sealed class HangFault : Fault
{
    /// <summary>Of <c>rest</c>, <c>socket</c>, <c>chat</c> and <c>all</c>; greetings are of <c>all</c> alone.</summary>
    public List<string> Surfaces { get; set; } = [];
}

/// <summary>What happens to a load, or a download, on its way.</summary>
internal class LoadFault : Fault
{
    /// <summary>How far the load comes.</summary>
    [Range(0, 1)]
    public double At { get; set; } = 0.5;

    /// <summary>The key of the model that it happens to; null is every one.</summary>
    public string? Model { get; set; }
}

internal sealed class DeathFault : LoadFault
{
    /// <summary>The whole of LM Studio goes with it and comes back empty, as after <c>POST /simulator/restart</c>.</summary>
    public bool Restart { get; set; }
}

internal sealed class SlowLoadFault : Fault
{
    /// <summary>How many times as long a load takes.</summary>
    [Range(0, 1_000_000)]
    public double Factor { get; set; } = 10;
}

/// <summary>What happens in the middle of an answer.</summary>
internal class AnswerFault : Fault
{
    [Range(0, int.MaxValue)]
    public int AfterTokens { get; set; } = 3;
}

internal sealed class TruncationFault : AnswerFault
{
    /// <summary>The stream ends as if all had been said, only without its end marker; otherwise the connection breaks, and the last tokens may be lost with it.</summary>
    public bool Clean { get; set; }
}

internal sealed class OtherModelFault : Fault
{
    /// <summary>Whose name the answer bears; null is another loaded or downloaded model of the host.</summary>
    public string? Model { get; set; }
}

internal sealed class SlowPrefillFault : Fault
{
    /// <summary>On top of the usual time to the first token.</summary>
    [Range(0, 86_400)]
    public double Seconds { get; set; } = 10;
}

internal sealed class SmallerContextFault : Fault
{
    /// <summary>The most that a load is granted, whatever it asks for.</summary>
    [Range(1, int.MaxValue)]
    public int Tokens { get; set; } = 2_048;
}
