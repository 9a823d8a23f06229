using System.Net;
using Chatbot.LmStudio;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Studio;

/// <summary>
/// Finds LM Studio: at the configured address; without one wherever it is on this machine, else the simulator, as long as
/// it is not.
/// </summary>
internal sealed class StudioLocator(IHttpClientFactory http, IOptions<StudioOptions> options, TimeProvider time)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(2);
    private (Uri Address, bool Simulated)? _known;

    /// <summary>Called by the watcher alone.</summary>
    public async Task<StudioPlace> FindAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BaseUrl is not null && LmStudioAddress.TryParse(options.Value.BaseUrl, out var configured))
            return await LookAsync(configured, cancellationToken);

        var found = await LookAsync(null, cancellationToken);
        if (found.Answers || !LmStudioAddress.TryParse(options.Value.SimulatorUrl, out var simulator)) return found;
        var stand = await LookAsync(simulator, cancellationToken);
        return stand.Answers ? stand : found;
    }

    private async Task<StudioPlace> LookAsync(Uri? configured, CancellationToken cancellationToken)
    {
        var found = await LmStudioDiscovery.FindAsync(
            () => http.CreateClient(StudioLink.HttpClientName), options.Value.Discovery with { Configured = configured }, time, cancellationToken);
        return new StudioPlace(found.BaseUrl, await SortAsync(found, cancellationToken), found.Answers);
    }

    /// <summary>Asked once for as long as it answers: LM Studio knows no such route and writes each such question into its log.</summary>
    private async Task<bool?> SortAsync(DiscoveredStudio found, CancellationToken cancellationToken)
    {
        if (_known is { } known && known.Address == found.BaseUrl)
        {
            if (found.Answers) return known.Simulated;
            _known = null;
        }

        if (!found.Answers || await IsSimulatedAsync(found.BaseUrl, cancellationToken) is not { } simulated) return null;
        _known = (found.BaseUrl, simulated);
        return simulated;
    }

    /// <summary>The simulator says so: <c>GET /simulator</c> is <c>{"simulated":true}</c>. Null where nothing is said in time.</summary>
    private async Task<bool?> IsSimulatedAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AskTimeout);
        try
        {
            using var client = http.CreateClient(StudioLink.HttpClientName);
            var answer = await client.GetFromJsonAsync<SimulatorAnswer>(new Uri(address, "simulator"), deadline.Token);
            return answer?.Simulated == true;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or HttpRequestException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError })
        {
            return false;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private sealed record SimulatorAnswer(bool Simulated);
}
