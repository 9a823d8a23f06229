using System.Threading.Channels;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>Takes the steps of one race: each open question has a stream, and all are heard in one place.</summary>
internal sealed class OpenAsks(Admission admission, AskTerms terms, RecentFailures failures, TimeProvider time) : IDisposable
{
    private readonly Channel<AskHeard> _heard = Channel.CreateUnbounded<AskHeard>(new() { SingleReader = true });
    private readonly Dictionary<Ask, AskStream> _open = [];

    /// <summary>Why a question broke, the last one.</summary>
    public Exception? Failure { get; private set; }

    public void Take(IReadOnlyList<RaceStep> steps)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case OpenAsk(var ask): _open[ask] = AskStream.Begin(ask, admission, terms, failures, _heard.Writer, time); break;
                case CloseAsk(var ask): Close(ask); break;
                case GiveBack(var ask, var ticket): _ = admission.GiveBackAsync(ask.Place, ticket); break;
            }
        }
    }

    /// <summary>What was heard already; null when nothing was.</summary>
    public AskHeard? Next()
    {
        if (!_heard.Reader.TryRead(out var heard)) return null;
        Failure = heard.Failure ?? Failure;
        return heard;
    }

    /// <summary>Null when nothing was heard in time.</summary>
    public async Task<AskHeard?> NextAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (Next() is { } heard) return heard;
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _heard.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        return Next();
    }

    public void Dispose()
    {
        foreach (var ask in _open.Keys.ToList()) Close(ask);
        while (Next() is { } heard)
        {
            if (heard.Record is AdmissionGranted granted) _ = admission.GiveBackAsync(heard.Ask.Place, granted.Ticket);
        }
    }

    private void Close(Ask ask)
    {
        if (_open.Remove(ask, out var stream)) stream.Dispose();
    }
}
