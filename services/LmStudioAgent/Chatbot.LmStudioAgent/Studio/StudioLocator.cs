using System.Net;
using Chatbot.LmStudio;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Studio;

/// <param name="Simulated">Null where nobody said: what was known of the address holds.</param>
/// <param name="Answers">An LM Studio greeted from there just now.</param>
internal sealed record StudioPlace(Uri BaseUrl, bool? Simulated, bool Answers);

/// <summary>
/// Finds LM Studio: at the configured address; without one at its usual address where it answers, else the simulator, as
/// long as it does not.
/// </summary>
internal sealed class StudioLocator(StudioLink link, IHttpClientFactory http, IOptions<StudioOptions> options)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(2);

    public async Task<StudioPlace> FindAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BaseUrl is not null && LmStudioAddress.TryParse(options.Value.BaseUrl, out var configured))
            return await LookAsync(configured, cancellationToken);

        var usual = await LookAsync(options.Value.UsualUrl, cancellationToken);
        if (usual.Answers || !LmStudioAddress.TryParse(options.Value.SimulatorUrl, out var simulator)) return usual;
        var stand = await LookAsync(simulator, cancellationToken);
        return stand.Answers ? stand : usual;
    }

    private async Task<StudioPlace> LookAsync(Uri address, CancellationToken cancellationToken)
    {
        await using var client = link.CreateClient(address);
        var answers = await client.IsThereAsync(cancellationToken);
        return new StudioPlace(address, answers ? await IsSimulatedAsync(address, cancellationToken) : null, answers);
    }

    /// <summary>The simulator says so: <c>GET /simulator</c> is <c>{"simulated":true}</c>. LM Studio knows no such route. Null where nothing is said in time.</summary>
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
