using System.Diagnostics;

namespace Chatbot.Bench.Running;

internal sealed class RunningProcess(string name, string log, Process process) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Throws with the end of its log when it has ended, which nobody asked it to.</summary>
    public void MustRun()
    {
        if (process.HasExited) throw new InvalidOperationException($"{name} ended with code {process.ExitCode}: {LastLines()}");
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using (var term = Process.Start("kill", ["-TERM", $"{process.Id}"])) await term.WaitForExitAsync();
            using var grace = new CancellationTokenSource(Grace);
            try
            {
                await process.WaitForExitAsync(grace.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
        }

        process.Dispose();
    }

    private string LastLines() => File.Exists(log) ? string.Join(" ", File.ReadLines(log).TakeLast(5)) : "it wrote nothing";
}
