using System.Diagnostics;
using System.Text;

namespace Chatbot.Testing.Node;

/// <summary>Runs <c>node</c> or <c>npm</c> to its end, or to its deadline.</summary>
internal static class NodeProgram
{
    // A script of Node.js whose connections are gone, and that awaits something still.
    private const int NothingLeftToWaitFor = 13;

    /// <summary>What it wrote. Throws where it is not there, fails, or takes too long.</summary>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string folder, TimeSpan timeout)
    {
        var start = new ProcessStartInfo(Find(program), arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, errors));
        using var deadline = new CancellationTokenSource(timeout);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            await reading.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' did not end in {timeout.TotalSeconds:0} s. It had written: {output}{errors}");
        }

        if (process.ExitCode == 0) return output.ToString();
        var why = process.ExitCode == NothingLeftToWaitFor ? ", since an answer never came" : "";
        throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}{why}: {output}{errors}");
    }

    private static string Find(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => OperatingSystem.IsWindows() ? [Path.Combine(folder, $"{program}.exe"), Path.Combine(folder, $"{program}.cmd")] : new[] { Path.Combine(folder, program) })
            .FirstOrDefault(File.Exists);
        return found ?? throw new InvalidOperationException($"'{program}' was not found, and the clients that judge the product run in Node.js: install Node.js 20 or newer with npm.");
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        while (await reader.ReadLineAsync() is { } line) text.AppendLine(line);
    }
}
