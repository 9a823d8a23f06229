using System.Diagnostics;
using System.Text;

namespace Chatbot.Bench.Running;

/// <summary>The built product, started as a person starts it, with data that is thrown away.</summary>
internal sealed class AppHost : IAsyncDisposable
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(60);

    // What a person has set for the own installation must not reach the measured one.
    private static readonly string[] Configured =
    [
        "POSTGRES_URL", "REDIS_URL", "RABBITMQ_URL", "BLOB_CONNECTION_STRING", "AUTH_SECRET", "AI_GATEWAY_API_KEY",
        "GEMINI_API_KEY", "LMSTUDIO_BASE_URL", "LMSTUDIO_BASE_URLS", "LMSTUDIO_API_KEY", "SIMULATED_HOSTS", "CHAT_REPLICAS", "WEB_PORT", "WEB_BIND", "OTEL_EXPORTER_OTLP_ENDPOINT",
    ];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private bool _ended;

    private AppHost(Process process) => _process = process;

    public bool HasEnded => _ended || _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Of the AppHost, where another process started it.</summary>
    public int? ProcessId { get; set; }

    public static AppHost Start(IReadOnlyDictionary<string, string?> environment, string data) =>
        Start([Built.Assembly("Chatbot.AppHost"), "--with-parent", "--throwaway", "--data", data], environment);

    /// <summary>By the command that people type, with data that is kept, at any free port. Nothing of the build stays behind.</summary>
    public static AppHost RunByDotnet(string data) => Start(
        ["run", "-c", Built.Configuration, "--project", Path.Combine(Built.Root, "Chatbot.AppHost"), "--", "--with-parent", "--data", data],
        new Dictionary<string, string?> { ["WEB_PORT"] = "0", ["MSBUILDDISABLENODEREUSE"] = "1" });

    /// <summary>As Ctrl+C; it ends what it started, also when it has to be killed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended) return;
        _ended = true;
        if (!_process.HasExited)
        {
            using (var interrupt = Process.Start("kill", ["-INT", $"{ProcessId ?? _process.Id}"])) await interrupt.WaitForExitAsync();
            using var deadline = new CancellationTokenSource(StopsWithin);
            try
            {
                await _process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
    }

    private void Append(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }

    private static AppHost Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Path.Combine(Built.Root, "Chatbot.AppHost"),
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
}
