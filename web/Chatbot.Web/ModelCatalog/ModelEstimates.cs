using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Web.ModelCatalog;

/// <summary>What loads would take, asked for when somebody looks at a model, and for a few seconds not again.</summary>
internal sealed class ModelEstimates(ModelActions actions, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private const int Most = 50;

    private readonly Dictionary<string, (DateTimeOffset At, IReadOnlyList<HostEstimate> Answers)> _known = new(StringComparer.Ordinal);

    /// <summary>Null where nobody was asked lately.</summary>
    public IReadOnlyList<HostEstimate>? Known(string model) =>
        _known.TryGetValue(model, out var known) && time.GetUtcNow() - known.At < Fresh ? known.Answers : null;

    public async Task<IReadOnlyList<HostEstimate>> AskAsync(string model, CancellationToken cancellationToken)
    {
        if (Known(model) is { } known) return known;
        var answers = await actions.EstimateAsync(model, null, null, cancellationToken);
        if (_known.Count >= Most) _known.Clear();
        _known[model] = (time.GetUtcNow(), answers);
        return answers;
    }

    /// <summary>Where it would go: where it fits and displaces least.</summary>
    public static HostEstimate? Best(IReadOnlyList<HostEstimate> answers) =>
        answers.OrderBy(answer => answer.Fits ? 0 : 1).ThenBy(answer => answer.WouldUnload.Count).FirstOrDefault();
}
