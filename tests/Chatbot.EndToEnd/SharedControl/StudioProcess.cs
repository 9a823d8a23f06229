using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Chatbot.Testing;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>A machine with a simulated LM Studio: a process at an address that stays when it is started again.</summary>
internal sealed class StudioProcess(IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    // It dies with its standard input, so none is left behind when the tests are killed.
    private const string Guarded = "dotnet \"$0\" < /dev/null & cat > /dev/null; kill -9 $!";

    private readonly string _address = $"http://127.0.0.1:{FreePort()}";
    private Process? _process;

    public Studio Studio => field ??= new Studio(_address);

    /// <summary>Starts it where it does not run, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        if (_process is not { HasExited: false })
        {
            _process?.Dispose();
            _process = Start();
        }

        await Eventually.TrueAsync(async () => await Studio.StatusIfUpAsync() is not null, $"the simulator answers at {_address}", TimeSpan.FromSeconds(60));
    }

    public async Task KillAsync()
    {
        if (_process is not { HasExited: false } running) return;
        running.StandardInput.Close();
        await running.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
    }

    private Process Start()
    {
        var folder = Path.GetDirectoryName(AppHost.Executable)!;
        var simulator = Path.Combine(Repository.Root, "artifacts", "bin", "Chatbot.LmStudioSimulator", Path.GetFileName(folder), "Chatbot.LmStudioSimulator.dll");
        var start = new ProcessStartInfo("sh", ["-c", Guarded, simulator]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = _address;
        foreach (var (name, value) in settings) start.Environment[$"Simulator__{name}"] = value;
        var process = new Process { StartInfo = start };
        process.Start();
        // Read, so that it never waits for somebody to do it.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    // Below the ports that the engine gives, and those of outgoing connections.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(14_000, 20_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
