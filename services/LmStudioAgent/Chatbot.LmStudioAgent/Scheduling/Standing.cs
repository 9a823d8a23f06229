using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>How somebody who waits stands.</summary>
/// <param name="Position">1 is next; 0 while his model is being loaded.</param>
/// <param name="StartsAt">When his request is expected to start.</param>
/// <param name="Progress">Of the load that he waits for; null where none runs.</param>
internal sealed record Standing(int Position, DateTimeOffset StartsAt, double? Progress, string? Reason)
{
    public object Update(DateTimeOffset now)
    {
        var eta = Math.Round(Math.Max(0, (StartsAt - now).TotalSeconds), 1);
        return Progress is { } progress ? new AdmissionLoading(progress) { EtaSeconds = eta } : new AdmissionQueued(Position, eta) { Reason = Reason };
    }

    /// <summary>That time goes on is no news; that it will take longer or shorter than said is.</summary>
    public bool SaysTheSame(Standing? other, DateTimeOffset now)
    {
        if (other is null || Position != other.Position || Progress != other.Progress || Reason != other.Reason) return false;
        var tolerance = Math.Max(1, 0.2 * (other.StartsAt - now).TotalSeconds);
        return Math.Abs((StartsAt - other.StartsAt).TotalSeconds) <= tolerance;
    }
}
