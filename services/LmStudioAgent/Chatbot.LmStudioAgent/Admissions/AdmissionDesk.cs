using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Chatbot.LmStudioAgent.Admissions;

/// <summary>Carries the actor's word to those who wait. A word that was not read yet is replaced by the next; the last one stays.</summary>
internal sealed class AdmissionDesk
{
    private readonly ConcurrentDictionary<string, Channel<object>> _open = [];

    public ChannelReader<object> Open(string admissionId) =>
        (_open[admissionId] = Channel.CreateBounded<object>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true })).Reader;

    public void Tell(string admissionId, object update)
    {
        if (_open.TryGetValue(admissionId, out var channel)) channel.Writer.TryWrite(update);
    }

    public void Close(string admissionId) => _open.TryRemove(admissionId, out _);
}
