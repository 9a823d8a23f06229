using System.Net;
using System.Net.Http.Json;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>The control of a simulated LM Studio: what is in its memory, what has happened there, and what goes wrong.</summary>
internal sealed class Studio(string address)
{
    private static readonly Uri Control = new("/simulator", UriKind.Relative);
    private static readonly Uri Faults = new("/simulator/faults", UriKind.Relative);
    private readonly HttpClient _http = LocalHttp.Create(address);

    public string Address => address;

    public async Task<StudioStatus> StatusAsync() =>
        (await _http.GetFromJsonAsync<StudioStatus>(Control, TestContext.Current.CancellationToken))!;

    /// <summary>Null while it is down.</summary>
    public async Task<StudioStatus?> StatusIfUpAsync()
    {
        try
        {
            return await StatusAsync();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !TestContext.Current.CancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <param name="faults">Such as <c>new { outOfMemory = new { times = 1 } }</c>; they replace those before.</param>
    public async Task SetFaultsAsync(object faults)
    {
        using var response = await _http.PutAsJsonAsync(Faults, faults, TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task ClearFaultsAsync() => SetFaultsAsync(new { });

    /// <summary>It goes and comes back with nothing in memory.</summary>
    public async Task RestartAsync()
    {
        using var response = await _http.PostAsync(new Uri("/simulator/restart", UriKind.Relative), null, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}

/// <param name="Instances">Identifiers of what is loaded.</param>
/// <param name="MaxParallel">Most requests at once, by identifier.</param>
internal sealed record StudioStatus(
    IReadOnlyList<string> Instances,
    IReadOnlyList<StudioInstance> InstanceDetails,
    IReadOnlyList<StudioLoad> Loading,
    int LoadsStarted,
    int LoadsCancelled,
    int RequestsStarted,
    int RequestsCompleted,
    int RequestsAborted,
    IReadOnlyDictionary<string, int> MaxParallel);

/// <param name="LastCancelledAt">When it last ended its work on an answer because nobody wanted the rest; null when it never did.</param>
internal sealed record StudioInstance(string Identifier, string Model, int Running, DateTimeOffset? LastCancelledAt = null);

internal sealed record StudioLoad(string Identifier, string Model, double Progress);
