using System.Collections.Concurrent;
using System.Diagnostics;

namespace Chatbot.Bench.Running;

/// <summary>
/// Starts processes that do not outlive this one. Linux sends the death signal when the <em>thread</em> that started a child
/// ends, so one that never does starts them all.
/// </summary>
internal sealed class ProcessStarter : IDisposable
{
    // Output goes to a file without passing through here.
    private const string Script = """exec "$@" > "$0" 2>&1""";

    private readonly BlockingCollection<Action> _starts = [];

    public ProcessStarter() => new Thread(Work) { IsBackground = true, Name = "process starter" }.Start();

    public Task<RunningProcess> StartAsync(
        string name, string project, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, string folder)
    {
        var log = Path.Combine(folder, $"{name}.log");
        string[] wrapper = OperatingSystem.IsLinux() ? ["setpriv", "--pdeathsig", "TERM", "--"] : [];
        var start = new ProcessStartInfo("sh", ["-c", Script, log, .. wrapper, "dotnet", Built.Assembly(project), .. arguments]) { WorkingDirectory = folder };
        foreach (var (key, value) in environment) start.Environment[key] = value;

        var started = new TaskCompletionSource<RunningProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _starts.Add(() =>
        {
            try
            {
                started.SetResult(new RunningProcess(name, log, Process.Start(start)!));
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    public void Dispose() => _starts.CompleteAdding();

    private void Work()
    {
        foreach (var start in _starts.GetConsumingEnumerable()) start();
        // Until the end of the process.
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}
