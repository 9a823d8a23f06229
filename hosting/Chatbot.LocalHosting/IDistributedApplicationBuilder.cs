using Microsoft.Extensions.Configuration;

namespace Chatbot.LocalHosting;

/// <summary>Where the topology is written.</summary>
public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }

    DistributedApplicationExecutionContext ExecutionContext { get; }

    DistributedApplication Build();
}
