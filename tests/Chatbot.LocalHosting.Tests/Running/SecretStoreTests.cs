using Chatbot.LocalHosting.Running;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Tests.Running;

public sealed class SecretStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string StoreFile => Path.Combine(_folder.FullName, "secrets.json");

    [Fact]
    public void A_generated_secret_is_the_same_in_the_next_run()
    {
        var first = Resolve("key");

        Assert.Equal(32, first.Length);
        Assert.Equal(first, Resolve("key"));
        Assert.NotEqual(first, Resolve("other"));
        Assert.Equal(first, Resolve("key"));
    }

    [Fact]
    public void Only_its_owner_reads_the_file()
    {
        Resolve("key");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StoreFile));
    }

    [Fact]
    public void A_configured_secret_is_taken_and_not_kept()
    {
        Assert.Equal("configured", Resolve("key", ("Parameters:key", "configured")));
        Assert.False(File.Exists(StoreFile));
    }

    [Fact]
    public void A_broken_file_is_said_so_instead_of_locking_people_out_of_their_data()
    {
        File.WriteAllText(StoreFile, "{ half");

        Assert.Contains(StoreFile, Assert.Throws<StartException>(() => Resolve("key")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Resolve(string name, params (string, string)[] settings)
    {
        var builder = TopologyFixture.Run(settings);
        var parameter = builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32 }, secret: true, persist: true).Resource;
        SecretStore.Resolve([parameter], StoreFile);
        return parameter.Value!;
    }
}
