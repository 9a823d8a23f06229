using System.Net.Http.Headers;
using System.Text.Json;
using Chatbot.Chat.Contracts;
using Chatbot.ServiceDefaults.Errors;
using Chatbot.Web.Sessions;

namespace Chatbot.Web.Clients;

/// <summary>Calls to the services for the person of this circuit. Everything that goes wrong leaves as <see cref="ServiceFailure"/>.</summary>
internal sealed class ServiceClient(IHttpClientFactory clients, SessionTokens tokens, CircuitSession circuit, TimeProvider time)
{
    public const string ClientName = "services";

    // An event stream sends its headers before anything is worked on: where they do not come, nobody is there.
    private static readonly TimeSpan PatienceForHeaders = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(ServiceJson.Options, cancellationToken)
                ?? throw new JsonException("The answer is empty.");
        }
        catch (JsonException exception)
        {
            throw Offline(request, exception);
        }
    }

    /// <summary>The whole answer, in a bounded time.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, HttpCompletionOption.ResponseContentRead, Patience, cancellationToken);

    /// <summary>The answer as soon as its headers are there; the caller reads and disposes of it.</summary>
    public Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, HttpCompletionOption.ResponseHeadersRead, PatienceForHeaders, cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await SendAsync(request, completion, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Offline(request, exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        var session = await circuit.GetAsync();
        if (await circuit.AddressAsync() is { } address) request.Headers.TryAddWithoutValidation(CallerHeaders.Address, address);
        HttpResponseMessage response;
        try
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(session.Handle, cancellationToken));
            response = await clients.CreateClient(ClientName).SendAsync(request, completion, cancellationToken);
        }
        catch (SessionEndedException exception)
        {
            circuit.End();
            throw new ServiceFailure("unauthorized:auth", SharedTexts.SessionEnded, exception);
        }
        catch (HttpRequestException exception)
        {
            throw Offline(request, exception);
        }

        if (response.IsSuccessStatusCode) return response;
        using (response) throw await ReadFailureAsync(request, response, cancellationToken);
    }

    private static async Task<ServiceFailure> ReadFailureAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await response.Content.ReadFromJsonAsync<ErrorBody>(ServiceJson.Options, cancellationToken);
            if (body is { Code: { } code, Message: { } message }) return new ServiceFailure(code, message);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            return Offline(request, exception);
        }

        return Offline(request, null);
    }

    private static ServiceFailure Offline(HttpRequestMessage request, Exception? exception)
    {
        var surface = request.RequestUri?.Host == "catalog" ? Surfaces.Models : Surfaces.Chat;
        return new ServiceFailure($"{ErrorTypes.Offline}:{surface}", SharedTexts.ServiceAway, exception);
    }

    private sealed record ErrorBody(string? Code, string? Message);
}
