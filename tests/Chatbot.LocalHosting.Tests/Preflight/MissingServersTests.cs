using Chatbot.LocalHosting.Preflight;
using Chatbot.LocalHosting.Servers;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Tests.Preflight;

public sealed class MissingServersTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly DistributedApplicationBuilder _builder = TopologyFixture.Run();

    public MissingServersTests()
    {
        _builder.AddPostgres("postgres").AddDatabase("chatdb");
        _builder.AddRedis("redis");
        _builder.AddRabbitMQ("messaging");
        _builder.AddAzureStorage("storage").RunAsEmulator().AddBlobs("blobs");
    }

    private Installation Machine => new([_folder.FullName]);

    [Fact]
    public void Only_what_is_missing_is_asked_for()
    {
        Provide("redis-server", "epmd");

        Assert.Equal(["PostgreSQL", "RabbitMQ"], MissingServers.Of(_builder.Resources, Machine).Select(package => package.Name));
    }

    [Fact]
    public void Servers_that_the_topology_does_not_start_are_not_asked_for() =>
        Assert.Empty(MissingServers.Of(TopologyFixture.Run().Resources, Machine));

    [Fact]
    public void The_message_names_the_command_of_each_package_manager()
    {
        Provide("redis-server");

        var message = MissingServers.HowToInstall(MissingServers.Of(_builder.Resources, Machine));

        Assert.Contains("sudo apt-get install postgresql rabbitmq-server", message, StringComparison.Ordinal);
        Assert.Contains("sudo dnf install postgresql-server rabbitmq-server", message, StringComparison.Ordinal);
        Assert.Contains("brew install postgresql@17 rabbitmq", message, StringComparison.Ordinal);
        Assert.Contains("HostingEngine=Aspire", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_npm_it_says_what_files_are_kept_by()
    {
        Provide("node");

        var problem = Assert.Throws<StartException>(() => NodeCheck.Run(_builder.Resources, Path.Combine(_folder.FullName, "tools"), Machine));

        Assert.Contains("'npm' was not found", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_emulator_nobody_needs_npm() => NodeCheck.Run(TopologyFixture.Run().Resources, _folder.FullName, Machine);

    public void Dispose() => _folder.Delete(recursive: true);

    private void Provide(params string[] programs)
    {
        foreach (var program in programs) File.WriteAllText(Path.Combine(_folder.FullName, program), "");
    }
}
