namespace Chatbot.LocalHosting.Topology;

/// <summary>A value that is known when the topology runs: ports and secrets are chosen by then.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}
