using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Bench.Running;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Bench.Talking;

/// <summary>Somebody with a browser's cookies, at the web's own routes.</summary>
internal sealed class Person(HttpClient client, TimeProvider time)
{
    private static readonly byte[] Delta = "\"type\":\"text-delta\""u8.ToArray();
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    public static async Task<Person> AsGuestAsync(HttpClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri("/api/auth/guest?redirectUrl=/ping", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        return new Person(client, time);
    }

    public async Task<IReadOnlyList<ModelEntry>> ModelsAsync(CancellationToken cancellationToken) =>
        (await client.GetFromJsonAsync<List<ModelEntry>>(new Uri("/api/models", UriKind.Relative), cancellationToken))!;

    /// <summary>How long it took until the whole answer was there.</summary>
    public async Task<TimeSpan> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AnswersWithin);
        var start = time.GetTimestamp();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), patience.Token);
        await response.Content.ReadAsByteArrayAsync(patience.Token);
        response.EnsureSuccessStatusCode();
        return time.GetElapsedTime(start);
    }

    public Task<Operation> LoadAsync(string model, string? host, CancellationToken cancellationToken) =>
        CommandAsync("/api/models/load", new LoadModelRequest(model, host), cancellationToken);

    public Task<Operation> UnloadAsync(string model, string? host, CancellationToken cancellationToken) =>
        CommandAsync("/api/models/unload", new UnloadModelRequest(model, host), cancellationToken);

    /// <summary>Throws where it did not succeed.</summary>
    public async Task EndOfAsync(Operation operation, CancellationToken cancellationToken)
    {
        var now = operation;
        await Waiting.UntilAsync(
            async token => (now = (await client.GetFromJsonAsync<Operation>(new Uri($"/api/operations/{operation.Id}", UriKind.Relative), token))!).EndedAt is not null,
            $"the {operation.Kind} of {operation.Model} on {operation.Host} ends",
            TimeSpan.FromSeconds(60),
            cancellationToken);
        if (now.State != OperationStates.Succeeded) throw new InvalidOperationException($"The {now.Kind} of {now.Model} on {now.Host} ended as {now.State}: {now.Reason} {now.Message}");
    }

    public async Task RemoveHostAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await client.DeleteAsync(new Uri($"/api/hosts/{id}", UriKind.Relative), cancellationToken);
        // It is heard of for a while after its agent has ended; and one that never took part is not there, which must not hide why.
        if (response.StatusCode is not (HttpStatusCode.Conflict or HttpStatusCode.NotFound)) response.EnsureSuccessStatusCode();
    }

    public async Task<Stream> FollowAsync(string path, CancellationToken cancellationToken)
    {
        var response = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <summary>A new chat of one question. What goes wrong is part of the answer.</summary>
    public Task<ChatAnswer> AskAsync(string model, string text, CancellationToken cancellationToken) =>
        ChatAnswer.ReadAsync(client, model, text, time, cancellationToken);

    /// <summary>The same as other clients ask it, its answer told token by token. The reading fails where it is refused.</summary>
    /// <param name="due">The timestamp at which it was to be asked.</param>
    public Asked Begin(string model, string text, long due, CancellationToken cancellationToken)
    {
        var (chat, answer) = (Guid.CreateVersion7(), new TokenStream(due, Delta, time));
        return new Asked(chat, answer, ReadAsync(chat, answer, model, text, cancellationToken));
    }

    public async Task StopAsync(Guid chat, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsync(new Uri($"/api/chat/{chat}/stop", UriKind.Relative), null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task<Guid> IdAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("/api/auth/session", cancellationToken)).GetProperty("user").GetProperty("id").GetGuid();

    /// <summary>An API key for <c>/v1</c>; guests get none.</summary>
    public async Task<string> NewKeyAsync(CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(new Uri("/api/keys", UriKind.Relative), new { name = "Bench" }, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"/api/keys answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("key").GetString()!;
    }

    public Task<JsonElement> ReadAsync(string path, CancellationToken cancellationToken) =>
        client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), cancellationToken);

    private async Task ReadAsync(Guid chat, TokenStream answer, string model, string text, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/chat", UriKind.Relative)) { Content = JsonContent.Create(ChatAnswer.Body(chat, model, text)) };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"/api/chat answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        await answer.ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
    }

    private async Task<Operation> CommandAsync<T>(string path, T body, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        return (await response.Content.ReadFromJsonAsync<Operation>(cancellationToken))!;
    }
}
