namespace Chatbot.LocalHosting.Tests.Manifest;

public sealed class CommittedManifestTests
{
    [Fact]
    public async Task The_committed_manifest_is_what_AppHost_says_now()
    {
        var committed = await File.ReadAllTextAsync(Path.Combine(Solution.Directory, "aspire-manifest.json"), TestContext.Current.CancellationToken);

        var fresh = await AppHostManifest.WriteAsync();

        Assert.True(fresh.ExitCode == 0, fresh.Error);
        Assert.True(
            fresh.Text == committed,
            "aspire-manifest.json is stale: dotnet run --project Chatbot.AppHost -- --publisher manifest --output-path ../aspire-manifest.json");
    }
}
