using System.Globalization;
using Chatbot.LocalHosting.Processes;

namespace Chatbot.LocalHosting.Servers;

/// <summary>Azure's blob storage emulator, installed once by npm into the tools folder.</summary>
internal sealed class AzuriteServer(string name, Installation installation, string folder, string tools, int port, string accountAndKey) : IWorkload
{
    public const string Version = "3.37.0";

    private readonly string _home = HomeIn(tools);

    public string Name => name;

    public string Address => $"http://127.0.0.1:{port}";

    public bool Quiet => true;

    public TimeSpan Grace => TimeSpan.FromSeconds(5);

    public Action<string>? Say { get; init; }

    public static bool IsInstalledIn(string tools) => File.Exists(Path.Combine(HomeIn(tools), "complete"));

    public async Task<Launch> PrepareAsync(CancellationToken cancellationToken)
    {
        if (!IsInstalledIn(tools)) await InstallAsync(cancellationToken);
        Directory.CreateDirectory(folder);
        return new Launch(
            installation.Require("node"),
            [
                Path.Combine(_home, "node_modules", "azurite", "dist", "src", "blob", "main.js"),
                "--blobHost", "127.0.0.1",
                "--blobPort", port.ToString(CultureInfo.InvariantCulture),
                "--location", folder,
                "--silent", "--disableTelemetry",
                // Else a newer client's version of the protocol is refused.
                "--skipApiVersionCheck",
            ])
        {
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string?> { ["AZURITE_ACCOUNTS"] = accountAndKey },
        };
    }

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => TcpProbe.ListensAsync(port, cancellationToken);

    private static string HomeIn(string tools) => Path.Combine(tools, $"azurite-{Version}");

    // Beside, and moved when it is whole: another run may install at the same time, and npm in one folder twice leaves ruins.
    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        Say?.Invoke($"Installing Azurite {Version} (blob storage) with npm into {_home}, once; it takes about half a minute.");
        var beside = $"{_home}.{Guid.CreateVersion7():n}";
        Directory.CreateDirectory(beside);
        try
        {
            await Commands.RunAsync(
                [installation.Require("npm"), "install", "--prefix", beside, "--no-audit", "--no-fund", "--no-save", "--loglevel=error", $"azurite@{Version}"],
                beside, null, cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(beside, "complete"), Version, cancellationToken);
            if (!IsInstalledIn(tools)) Take(beside);
        }
        finally
        {
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        }
    }

    private void Take(string whole)
    {
        // What an installation that was broken off has left.
        if (Directory.Exists(_home)) Directory.Delete(_home, recursive: true);
        try
        {
            Directory.Move(whole, _home);
        }
        catch (IOException) when (IsInstalledIn(tools))
        {
            // The other one was faster by a moment.
        }
    }
}
