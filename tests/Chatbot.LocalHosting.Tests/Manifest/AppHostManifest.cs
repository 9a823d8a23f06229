using System.Diagnostics;

namespace Chatbot.LocalHosting.Tests.Manifest;

/// <summary>What AppHost writes as its manifest, or says instead.</summary>
/// <param name="Text">With paths as in the solution's folder; null where none was written.</param>
internal sealed record AppHostManifest(string? Text, int ExitCode, string Error)
{
    public static async Task<AppHostManifest> WriteAsync(params (string Name, string Value)[] settings)
    {
        // Beside the committed one, because the paths in it are relative to where it lies.
        var path = Path.Combine(Solution.Directory, "artifacts", $"{Guid.CreateVersion7()}.json");
        var start = new ProcessStartInfo("dotnet", [Solution.AppHostAssembly, "--publisher", "manifest", "--output-path", path]) { RedirectStandardError = true, RedirectStandardOutput = true };
        // What somebody has set for running it here is not part of the topology.
        start.Environment.Clear();
        foreach (var name in new[] { "PATH", "HOME", "DOTNET_ROOT" })
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        }

        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (!File.Exists(path)) return new(null, process.ExitCode, error);

        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        File.Delete(path);
        return new(text.Replace("\"../", "\"", StringComparison.Ordinal), process.ExitCode, error);
    }
}
