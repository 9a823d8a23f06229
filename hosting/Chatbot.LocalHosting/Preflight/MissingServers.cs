using Chatbot.LocalHosting.Processes;
using Chatbot.LocalHosting.Servers;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Preflight;

/// <summary>
/// Servers that the topology starts and this machine does not have: installed where that is surely allowed (root on Debian and
/// its kin), else named with the command that installs them.
/// </summary>
internal static class MissingServers
{
    public static IReadOnlyList<ServerPackage> Of(IEnumerable<Resource> resources, Installation installation) =>
    [
        .. resources.Select(ServerPackage.For).OfType<ServerPackage>().Distinct()
            .Where(package => package.Programs.Any(program => installation.Find(program) is null)),
    ];

    /// <summary>The installation as it is afterwards.</summary>
    public static async Task<Installation> ProvideAsync(IReadOnlyList<Resource> resources, Installation installation, Action<string> say, CancellationToken cancellationToken)
    {
        var missing = Of(resources, installation);
        if (missing.Count == 0) return installation;
        if (!Unix.IsRoot || !AptGet.IsHere) throw new StartException(HowToInstall(missing));

        await AptGet.InstallAsync([.. missing.Select(package => package.Apt)], say, cancellationToken);
        var after = Installation.Look();
        return Of(resources, after) is { Count: > 0 } still ? throw new StartException(HowToInstall(still)) : after;
    }

    public static string HowToInstall(IReadOnlyList<ServerPackage> missing)
    {
        string Names(Func<ServerPackage, string> name) => string.Join(' ', missing.Select(name));
        return $"""
            Not installed on this machine: {string.Join(", ", missing.Select(package => package.Name))}. Install by one of these, then start again:
              Debian, Ubuntu:  sudo apt-get install {Names(package => package.Apt)}
              Fedora, RHEL:    sudo dnf install {Names(package => package.Dnf)}
              macOS:           brew install {Names(package => package.Brew)}
            or use Docker with Aspire instead: dotnet run --project Chatbot.AppHost -p:HostingEngine=Aspire
            or name servers of your own: .env.example lists the settings.
            """;
    }
}
