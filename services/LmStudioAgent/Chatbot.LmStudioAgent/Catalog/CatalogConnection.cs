using System.Net;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Messaging;
using Chatbot.LmStudioAgent.Scheduling;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Catalog;

/// <summary>
/// Asks the catalog for the right to speak for this host, and every 30 s whether it still holds; brings the host's settings
/// back. While the catalog is away the agent goes on: chatting does not need it. An agent that is told that another one
/// serves its host, or that the host was removed, says so and stops.
/// </summary>
internal sealed partial class CatalogConnection(
    IHttpClientFactory http, HostActor actor, AgentProcess process, AgentAddress address, AgentCertificate certificate,
    IOptions<AgentOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CatalogConnection> logger)
    : BackgroundService
{
    public const string HttpClientName = "catalog";
    /// <summary>Starting it again would change nothing.</summary>
    public const int RefusedExitCode = 3;

    // An account is unknown for a moment while auth starts anew with it, not for so often.
    private const int RefusalsThatCount = 5;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);
    private bool _away;
    private int _refusals;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await address.Known.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var connected = await TryConnectAsync(stoppingToken);
            await Task.Delay(connected ? Every : Again, time, stoppingToken);
        }
    }

    private async Task<bool> TryConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = http.CreateClient(HttpClientName);
            using var response = await client.PostAsJsonAsync($"agents/{options.Value.HostId}/connection", Request(), cancellationToken);
            if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.Forbidden)
            {
                Stop(await SentenceAsync(response, cancellationToken));
                return false;
            }

            response.EnsureSuccessStatusCode();
            Take((await response.Content.ReadFromJsonAsync<AgentConnection>(cancellationToken))!);
            return true;
        }
        catch (HttpRequestException exception) when (options.Value.Server is not null && exception.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized && ++_refusals >= RefusalsThatCount)
        {
            Stop("The chat does not know this agent's account: the host was removed, or enrolled anew.");
            return false;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            if (!_away) LogAway(exception.Message);
            _away = true;
            return false;
        }
    }

    private AgentConnect Request() =>
        new(process.Id, process.StartedAt, options.Value.Name, address.Current, process.IsConnected ? process.Epoch : null, certificate.Sha256);

    private void Take(AgentConnection connection)
    {
        if (!process.IsConnected || _away) LogConnected(options.Value.HostId, connection.Epoch);
        (_away, _refusals) = (false, 0);
        process.Connected(connection.Epoch);
        if (actor.State.Configuration != connection.Configuration) actor.Post(new Configured(connection.Configuration));
        actor.Changed.Set();
    }

    private void Stop(string why)
    {
        LogRefused(options.Value.HostId, why);
        Environment.ExitCode = RefusedExitCode;
        lifetime.StopApplication();
    }

    private static async Task<string> SentenceAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var error = await response.Content.ReadFromJsonAsync<RefusedAnswer>(cancellationToken);
            return error?.Cause ?? error?.Message ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private sealed record RefusedAnswer(string? Message, string? Cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the catalog as the agent of host {Host}, epoch {Epoch}.")]
    private partial void LogConnected(string host, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The catalog does not answer; chatting goes on without it: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "This agent may not serve host {Host} and stops. {Reason}")]
    private partial void LogRefused(string host, string reason);
}
