using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Messaging;

/// <summary>Where others reach this agent: as configured, else where its server listens.</summary>
internal sealed class AgentAddress
{
    private readonly IOptions<AgentOptions> _options;
    private readonly IServer _server;

    public AgentAddress(IOptions<AgentOptions> options, IServer server, IHostApplicationLifetime lifetime)
    {
        (_options, _server) = (options, server);
        var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStarted.Register(known.SetResult);
        Known = known.Task;
    }

    /// <summary>The server's address is known when it listens.</summary>
    public Task Known { get; }

    public Uri Current => _options.Value.PublicAddress ?? Listening() ?? new Uri("http://localhost/");

    private Uri? Listening() => _server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
        ? BindingAddress.Parse(address) is var binding && binding.Host is "+" or "*" or "[::]" or "0.0.0.0"
            ? new UriBuilder(binding.Scheme, "localhost", binding.Port).Uri
            : new Uri(address)
        : null;
}
