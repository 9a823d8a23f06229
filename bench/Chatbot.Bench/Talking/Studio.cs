using System.Net.Http.Json;
using System.Text.Json;

namespace Chatbot.Bench.Talking;

/// <summary>A simulated LM Studio, spoken to without the product between: as somebody at its window, and by its controls.</summary>
internal sealed class Studio(HttpClient client)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly object HangsWholly = new { hang = new { surfaces = new[] { "all" } } };

    public async Task<StudioStatus> StatusAsync(CancellationToken cancellationToken) =>
        (await client.GetFromJsonAsync<StudioStatus>(new Uri("/simulator", UriKind.Relative), cancellationToken))!;

    public Task LoadAsync(string modelKey, CancellationToken cancellationToken) => PostAsync("/api/v1/models/load", new { model = modelKey }, cancellationToken);

    public Task UnloadAsync(string instanceId, CancellationToken cancellationToken) => PostAsync("/api/v1/models/unload", new { instanceId }, cancellationToken);

    /// <summary>Nothing is answered any more, as by a machine whose cable was pulled; only the controls are.</summary>
    public async Task HangAsync(CancellationToken cancellationToken)
    {
        using var response = await client.PutAsJsonAsync(new Uri("/simulator/faults", UriKind.Relative), HangsWholly, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        using var response = await client.DeleteAsync(new Uri("/simulator/faults", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task ListModelsAsync(CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri("/api/v1/models", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>A streamed answer to its end.</summary>
    public async Task AskAsync(string model, string text, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/chat/completions", UriKind.Relative))
        {
            Content = JsonContent.Create(new { model, stream = true, messages = new[] { new { role = "user", content = text } } }),
        };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await stream.CopyToAsync(Stream.Null, cancellationToken);
    }

    private async Task PostAsync<T>(string path, T body, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Json, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"LM Studio answered {path} with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
