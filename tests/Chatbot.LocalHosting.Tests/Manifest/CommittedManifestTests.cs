using System.Diagnostics;

namespace Chatbot.LocalHosting.Tests.Manifest;

public sealed class CommittedManifestTests
{
    [Fact]
    public async Task The_committed_manifest_is_what_AppHost_says_now()
    {
        var committed = Path.Combine(Solution.Directory, "aspire-manifest.json");
        // Beside it, because the paths in it are relative to where it lies.
        var fresh = Path.Combine(Solution.Directory, "artifacts", $"{Guid.CreateVersion7()}.json");
        await WriteAsync(fresh);
        var expected = (await File.ReadAllTextAsync(fresh, TestContext.Current.CancellationToken)).Replace("\"../", "\"", StringComparison.Ordinal);
        File.Delete(fresh);

        Assert.True(
            expected == await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken),
            "aspire-manifest.json is stale: dotnet run --project Chatbot.AppHost -- --publisher manifest --output-path ../aspire-manifest.json");
    }

    private static async Task WriteAsync(string path)
    {
        var start = new ProcessStartInfo("dotnet", [Solution.AppHostAssembly, "--publisher", "manifest", "--output-path", path]) { RedirectStandardError = true };
        // What somebody has set for running it here is not part of the topology.
        start.Environment.Clear();
        foreach (var name in new[] { "PATH", "HOME", "DOTNET_ROOT" })
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);
    }
}
