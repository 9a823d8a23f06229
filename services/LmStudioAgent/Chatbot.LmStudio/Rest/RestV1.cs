using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Chatbot.LmStudio.Rest;

/// <summary>LM Studio's native REST API, <c>/api/v1</c>, since 0.4.0. It knows neither TTL, nor progress, nor cancel.</summary>
internal sealed class RestV1(Func<HttpClient> http, LmStudioOptions options, TimeProvider time)
{
    /// <summary><c>{"models":[...]}</c>: every downloaded model with its loaded instances.</summary>
    public async Task<IReadOnlyList<JsonElement>> ModelsAsync(CancellationToken cancellationToken) =>
        [.. (await SendAsync(HttpMethod.Get, "api/v1/models", null, "models", options.CallTimeout, LmStudioFailure.Refused, cancellationToken)).Items("models")];

    /// <summary>Answers when the model is loaded. The schema is closed: a field that is not listed in it is refused.</summary>
    public async Task<JsonElement> LoadAsync(string modelKey, int? contextLength, CancellationToken cancellationToken)
    {
        var body = new { model = modelKey, context_length = contextLength, echo_load_config = true };
        return await SendAsync(HttpMethod.Post, "api/v1/models/load", body, "instance_id", options.LoadSilenceTimeout, LmStudioFailure.LoadFailed, cancellationToken);
    }

    /// <returns>The answer, in which nothing is of use.</returns>
    public async Task<JsonElement?> UnloadAsync(string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(HttpMethod.Post, "api/v1/models/unload", new { instance_id = instanceId }, "instance_id", options.CallTimeout, LmStudioFailure.Refused, cancellationToken);
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.ModelNotFound)
        {
            throw new LmStudioException(LmStudioFailure.InstanceNotFound, exception.Message, exception);
        }
    }

    private async Task<JsonElement> SendAsync(
        HttpMethod method, string path, object? body, string expectedRoot, TimeSpan timeout, LmStudioFailure otherwise, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = new HttpRequestMessage(method, new Uri(options.BaseUrl, path));
        if (options.ApiToken is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = JsonContent.Create(body, options: TolerantJson.Options);
        try
        {
            using var client = http();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            var answer = await JsonSerializer.DeserializeAsync<JsonElement>(stream, TolerantJson.Options, either.Token);
            return RestErrors.Check(response.StatusCode, answer, expectedRoot, otherwise);
        }
        catch (JsonException exception)
        {
            throw RestErrors.Unsupported("it did not answer in JSON", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new LmStudioException(LmStudioFailure.Unreachable, "LM Studio does not answer at its address.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LmStudioException(LmStudioFailure.TimedOut, $"LM Studio did not answer in {timeout.TotalSeconds:0} s.", exception);
        }
    }
}
