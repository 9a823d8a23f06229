using Chatbot.LmStudio.Discovery;

namespace Chatbot.LmStudio;

/// <summary>
/// Finds the LM Studio of this machine: at the configured address; else at the usual one; else at the port in its settings;
/// else at its local interface. Of several that answer, one that is no Bionic comes first.
/// </summary>
public static class LmStudioDiscovery
{
    /// <summary>Never throws, except when cancelled.</summary>
    /// <param name="http">Gives a client per request, without a timeout of its own.</param>
    public static async Task<DiscoveredStudio> FindAsync(Func<HttpClient> http, LmStudioDiscoveryOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.Configured is { } configured) return await AskAsync(configured, DiscoverySource.Configured);

        var usual = await AskAsync(options.Usual, DiscoverySource.Usual);
        if (usual is { Answers: true, IsBionic: false }) return usual;

        var others = await Task.WhenAll(StudioFiles.Places(options).Select(place => AskAsync(place.Address, place.Source)));
        DiscoveredStudio[] found = [usual, .. others];
        return found.FirstOrDefault(studio => studio is { Answers: true, IsBionic: false }) ?? found.FirstOrDefault(studio => studio.Answers) ?? usual;

        async Task<DiscoveredStudio> AskAsync(Uri address, DiscoverySource source)
        {
            var greeting = Probe.GreetsAsync(http, address, options.ProbeTimeout, time, cancellationToken);
            var status = await Probe.StatusAsync(http, address, options.ProbeTimeout, time, cancellationToken);
            var package = status?.Text("package");
            return new DiscoveredStudio(address, await greeting || package is not null, source, package, status?.Text("version"));
        }
    }
}
