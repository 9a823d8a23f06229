using System.Collections.Concurrent;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>Looks at what is in LM Studio's memory all the time, and remembers every identifier it saw there.</summary>
internal sealed class StudioWitness(Studio studio)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, string> _seen = [];

    /// <summary>Identifiers of instances, being loaded or loaded, with their models.</summary>
    public IReadOnlyDictionary<string, string> Seen => _seen;

    public async Task RunAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            if (await studio.StatusIfUpAsync() is { } status)
            {
                foreach (var load in status.Loading) _seen[load.Identifier] = load.Model;
                foreach (var instance in status.InstanceDetails) _seen[instance.Identifier] = instance.Model;
            }

            await Task.WhenAny(until, Task.Delay(Every));
        }
    }
}
