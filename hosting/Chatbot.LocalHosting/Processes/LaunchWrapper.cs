namespace Chatbot.LocalHosting.Processes;

/// <summary>
/// What stands before a command so that its process leads a group of its own (Ctrl+C at the terminal reaches the AppHost only,
/// which then stops its children in order), ends with the AppHost, and runs as the account it should.
/// </summary>
internal static class LaunchWrapper
{
    public static (string FileName, IReadOnlyList<string> Arguments) Wrap(Launch launch)
    {
        // macOS has neither setsid nor setpriv; the guard alone ends what is left there.
        if (!OperatingSystem.IsLinux())
            return ("/usr/bin/perl", ["-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV", launch.FileName, .. launch.Arguments]);

        // The change of user clears the death signal, so it is set by a second call, after it.
        var signal = launch.StopSignal == Unix.Interrupt ? "INT" : "TERM";
        List<string> arguments = [.. AsUser(launch.User), "setpriv", "--pdeathsig", signal, "--", launch.FileName, .. launch.Arguments];
        return ("setsid", arguments);
    }

    /// <summary>The words that run a command as <paramref name="user"/>; none when that is not needed.</summary>
    public static IReadOnlyList<string> AsUser(string? user) =>
        user is null ? [] : ["setpriv", "--reuid", user, "--regid", user, "--init-groups", "--"];
}
