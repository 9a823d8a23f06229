using Chatbot.LocalHosting.Processes;

namespace Chatbot.LocalHosting.Preflight;

/// <summary>Installs packages without starting what is in them: the engine starts servers of its own.</summary>
internal static class AptGet
{
    // Debian's way to say that a package's service must not be started while it is installed.
    private const string Policy = "/usr/sbin/policy-rc.d";

    private static readonly Dictionary<string, string?> Quietly = new()
    {
        ["DEBIAN_FRONTEND"] = "noninteractive",
        ["RUNLEVEL"] = "1",
    };

    public static bool IsHere => File.Exists("/usr/bin/apt-get") && File.Exists("/etc/debian_version");

    public static async Task InstallAsync(IReadOnlyList<string> packages, Action<string> say, CancellationToken cancellationToken)
    {
        say($"Installing {string.Join(", ", packages)} with apt-get, without starting them; it takes a minute or two.");
        var ours = !File.Exists(Policy);
        if (ours)
        {
            await File.WriteAllTextAsync(Policy, "#!/bin/sh\nexit 101\n", cancellationToken);
            File.SetUnixFileMode(Policy, (UnixFileMode)0b111_101_101);
        }

        try
        {
            string[] install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", .. packages];
            // Lists may be missing, or older than the archive.
            if (!await TryAsync(install, cancellationToken))
            {
                await Commands.RunAsync(["apt-get", "update", "-q"], "/", Quietly, cancellationToken);
                await Commands.RunAsync(install, "/", Quietly, cancellationToken);
            }
        }
        finally
        {
            if (ours) File.Delete(Policy);
        }

        await KeepStoppedAsync(packages, cancellationToken);
        say("Installed.");
    }

    // Nor at the next boot: their ports belong to whoever else needs them.
    private static async Task KeepStoppedAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        if (!Directory.Exists("/run/systemd/system")) return;
        await Commands.SucceedsAsync(["systemctl", "disable", "--quiet", .. packages], cancellationToken);
    }

    private static async Task<bool> TryAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            await Commands.RunAsync(command, "/", Quietly, cancellationToken);
            return true;
        }
        catch (StartException)
        {
            return false;
        }
    }
}
