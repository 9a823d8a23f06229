using System.Diagnostics;
using System.Globalization;

namespace Chatbot.LocalHosting.Processes;

/// <summary>
/// A shell beside the AppHost that knows its children. When the pipe between them closes, however the AppHost ended, it ends
/// them with everything they started, removes the files that say the product runs, and deletes a throw-away data folder.
/// </summary>
internal sealed class Guard : IAsyncDisposable
{
    // Signals by -s: dash takes no "--" after -TERM.
    // $1 a file with its own id, $2 the state file, $3 a folder to delete (or nothing).
    private const string Script = """
        echo $$ > "$1"
        list=" "
        while read -r word id signal; do
          case $word in
            watch) list="$list$id:$signal " ;;
            forget) rest=" "; for item in $list; do case $item in "$id":*) ;; *) rest="$rest$item " ;; esac; done; list=$rest ;;
          esac
        done
        for item in $list; do kill -s "${item#*:}" -- -"${item%%:*}" 2>/dev/null; done
        tries=0
        while [ $tries -lt 50 ]; do
          alive=
          for item in $list; do kill -s 0 -- -"${item%%:*}" 2>/dev/null && alive=1; done
          [ -z "$alive" ] && break
          sleep 0.1
          tries=$((tries + 1))
        done
        for item in $list; do kill -s KILL -- -"${item%%:*}" 2>/dev/null; done
        [ -n "$3" ] && rm -rf -- "$3"
        rm -f -- "$1" "$2"
        """;

    private readonly Process _shell;
    private readonly Lock _lock = new();

    private Guard(Process shell) => _shell = shell;

    public static Guard Start(string idFile, string stateFile, string? folderToDelete)
    {
        var (fileName, arguments) = OperatingSystem.IsLinux()
            ? ("setsid", ["sh", "-c", Script, "chatbot-guard", idFile, stateFile, folderToDelete ?? ""])
            : LaunchWrapper.Wrap(new Launch("/bin/sh", ["-c", Script, "chatbot-guard", idFile, stateFile, folderToDelete ?? ""]));
        var start = new ProcessStartInfo(fileName, arguments) { RedirectStandardInput = true, WorkingDirectory = "/" };
        return new Guard(Process.Start(start) ?? throw new InvalidOperationException("The guard did not start."));
    }

    public void Watch(int processId, int signal) => Tell("watch", processId, signal == Unix.Interrupt ? "INT" : "TERM");

    public void Forget(int processId) => Tell("forget", processId, "");

    public async ValueTask DisposeAsync()
    {
        lock (_lock) _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private void Tell(string word, int processId, string signal)
    {
        lock (_lock)
        {
            try
            {
                _shell.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{word} {processId} {signal}"));
                _shell.StandardInput.Flush();
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // The guard was ended from outside; the death signal still covers the children on Linux.
            }
        }
    }
}
