using System.Threading.Channels;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Models.Routing;

/// <summary>One question's stream, from its opening until it is not needed any more.</summary>
internal sealed class AskStream : IDisposable
{
    // How long one that is not needed any more is listened to, in case its grant is on the way already.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(2);

    private readonly Ask _ask;
    private readonly Admission _admission;
    private readonly RecentFailures _failures;
    private readonly ChannelWriter<AskHeard> _heard;
    private readonly CancellationTokenSource _leave;
    private readonly Lock _lock = new();
    private bool _closed;
    private bool _standing;
    private bool _ended;

    private AskStream(Ask ask, Admission admission, RecentFailures failures, ChannelWriter<AskHeard> heard, TimeProvider time)
    {
        (_ask, _admission, _failures, _heard) = (ask, admission, failures, heard);
        _leave = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
    }

    public static AskStream Begin(Ask ask, Admission admission, AskTerms terms, RecentFailures failures, ChannelWriter<AskHeard> heard, TimeProvider time)
    {
        var stream = new AskStream(ask, admission, failures, heard, time);
        _ = stream.ListenAsync(new AdmissionRequest(ask.Place.ModelKey, terms.Person, terms.Priority, ask.MayLoad));
        return stream;
    }

    /// <summary>
    /// A queue is left by hanging up. Where the agent has not said yet how it stands, it may be granting at this very moment,
    /// and the slot would wait for nobody: its first word is heard out.
    /// </summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            if (_ended) return;
            if (_standing) _leave.Cancel();
            else _leave.CancelAfter(Afterwards);
        }
    }

    private async Task ListenAsync(AdmissionRequest asked)
    {
        var answered = false;
        try
        {
            await foreach (var record in _admission.AskAsync(_ask.Place, asked, _leave.Token))
            {
                answered = true;
                if (!Tell(new(_ask, record), standing: record is not AgentAnswered) && record is not AgentAnswered)
                {
                    if (record is AdmissionGranted granted) await _admission.GiveBackAsync(_ask.Place, granted.Ticket);
                    return;
                }

                if (record is AdmissionGranted or AdmissionRefused) return;
            }

            Tell(new(_ask, null, new IOException("The agent's answer ended too early.")), standing: true);
        }
        catch (Exception exception)
        {
            // Not needed any more, and not heard either: the next request need not find that out again.
            if (!Tell(new(_ask, null, exception), standing: true) && !answered) _failures.Failed(_ask.Place.Host);
        }
        finally
        {
            lock (_lock)
            {
                _ended = true;
                _leave.Dispose();
            }
        }
    }

    // False where nobody wants to hear it any more.
    private bool Tell(AskHeard heard, bool standing)
    {
        lock (_lock)
        {
            if (_closed) return false;
            _standing |= standing;
            return _heard.TryWrite(heard);
        }
    }
}
