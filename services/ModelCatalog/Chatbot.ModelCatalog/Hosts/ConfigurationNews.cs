using System.Threading.Channels;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Operations;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>Tells agents of changed settings, behind the request. One try: the agent asks every 30 s anyway.</summary>
internal sealed partial class ConfigurationNews(Fleet fleet, CommandSender sender, ILogger<ConfigurationNews> logger) : BackgroundService
{
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>();

    public void Tell(string hostId) => _changed.Writer.TryWrite(hostId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var id in _changed.Reader.ReadAllAsync(stoppingToken))
        {
            if (fleet.Hosts.TryGetValue(id, out var host)) await SendAsync(new ConfigureHost(id, host.Registration.Configuration), stoppingToken);
        }
    }

    private async Task SendAsync(ConfigureHost command, CancellationToken cancellationToken)
    {
        try
        {
            await sender.TrySendAsync(command.HostId, command, life: null, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotTold(command.HostId, exception.GetBaseException().Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The agent of host {Host} could not be told of its settings; it asks for them: {Reason}")]
    private partial void LogNotTold(string host, string reason);
}
