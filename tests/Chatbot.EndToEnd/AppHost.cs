using System.Diagnostics;
using System.Text;
using Chatbot.Testing;

namespace Chatbot.EndToEnd;

/// <summary>The built AppHost, started as a person starts it, in a process of its own.</summary>
internal sealed class AppHost : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private AppHost(Process process) => _process = process;

    public int ProcessId => _process.Id;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public static string Executable { get; } =
        Path.Combine(Repository.Root, "artifacts", "bin", "Chatbot.AppHost", Configuration(), "Chatbot.AppHost.dll");

    /// <summary>Starts it with nothing of the caller's environment that would configure it.</summary>
    public static AppHost Start(IReadOnlyDictionary<string, string?> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Executable, "--with-parent", .. arguments])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "Chatbot.AppHost"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in Configured) start.Environment[name] = "";
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var host = new AppHost(new Process { StartInfo = start });
        host._process.OutputDataReceived += (_, line) => host.Append(line.Data);
        host._process.ErrorDataReceived += (_, line) => host.Append(line.Data);
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>The code it ended with.</summary>
    public async Task<int> EndedAsync(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It did not end within {within.TotalSeconds} s. It printed:\n{Output}");
        }

        return _process.ExitCode;
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>What Ctrl+C in a terminal does.</summary>
    public Task InterruptAsync() => SignalAsync("INT", ProcessId);

    public Task KillAsync() => SignalAsync("KILL", ProcessId);

    public static async Task SignalAsync(string signal, int processId)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{processId}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await InterruptAsync();
            try
            {
                await EndedAsync(TimeSpan.FromSeconds(45));
            }
            catch (TimeoutException)
            {
                await KillAsync();
                throw;
            }
        }

        _process.Dispose();
    }

    private static readonly string[] Configured =
    [
        "POSTGRES_URL", "REDIS_URL", "RABBITMQ_URL", "BLOB_CONNECTION_STRING", "AUTH_SECRET", "AI_GATEWAY_API_KEY",
        "GEMINI_API_KEY", "LMSTUDIO_BASE_URL", "LMSTUDIO_API_KEY", "WEB_PORT", "WEB_BIND", "OTEL_EXPORTER_OTLP_ENDPOINT",
        "LMSTUDIO_BASE_URLS", "SIMULATED_HOSTS", "CHAT_REPLICAS",
    ];

    // The tests and the AppHost are built together, so their output folders have the same last name.
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Name;

    private void Append(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }
}
