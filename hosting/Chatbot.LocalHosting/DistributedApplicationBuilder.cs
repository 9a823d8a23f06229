using Chatbot.LocalHosting.Configuration;
using Chatbot.LocalHosting.Topology;
using Microsoft.Extensions.Configuration;

namespace Chatbot.LocalHosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    public DistributedApplicationBuilder(CommandLine commandLine, string appHostDirectory, IReadOnlyDictionary<string, string?> settings)
    {
        CommandLine = commandLine;
        AppHostDirectory = appHostDirectory;
        ExecutionContext = new(publishing: commandLine.Publisher is not null);
        Configuration.AddInMemoryCollection(settings);
    }

    public ConfigurationManager Configuration { get; } = new();

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public CommandLine CommandLine { get; }

    public string AppHostDirectory { get; }

    public List<Resource> Resources { get; } = [];

    public DistributedApplication Build() => new(this);
}
