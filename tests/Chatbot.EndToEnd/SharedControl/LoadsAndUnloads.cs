using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>
/// A person who loads, unloads and cancels as a seed decides. What is not answered is asked again with the same idempotency key:
/// the operation is the same one.
/// </summary>
internal sealed class LoadsAndUnloads(Script script, IReadOnlyList<string> models, int seed)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Random _random = new(seed);

    /// <summary>What was accepted, each with how it was asked for.</summary>
    public ConcurrentQueue<(Operation Operation, bool Load, string Key)> Accepted { get; } = [];

    public async Task RunAsync(Task until)
    {
        for (var number = 0; !until.IsCompleted; number++)
        {
            var (model, load, key) = (models[_random.Next(models.Count)], _random.NextDouble() < 0.6, $"{seed}-{number}");
            var operation = await AskAsync(model, load, key);
            Accepted.Enqueue((operation, load, key));
            if (_random.NextDouble() < 0.15) await TryAsync(() => script.Client.PostAsync(new Uri($"/api/operations/{operation.Id}/cancel", UriKind.Relative), null));
            await Task.WhenAny(until, Task.Delay(TimeSpan.FromMilliseconds(_random.Next(100, 1500))));
        }
    }

    /// <summary>The operation that the server took it for.</summary>
    public async Task<Operation> AskAsync(string model, bool load, string key)
    {
        Operation? taken = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await TryAsync(() => load
                    ? script.Client.PostAsJsonAsync(new Uri("/api/models/load", UriKind.Relative), new LoadModelRequest(model, IdempotencyKey: key))
                    : script.Client.PostAsJsonAsync(new Uri("/api/models/unload", UriKind.Relative), new UnloadModelRequest(model, IdempotencyKey: key)));
                if (response is null or { StatusCode: >= HttpStatusCode.InternalServerError }) return false;
                Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
                taken = await response.Content.ReadFromJsonAsync<Operation>();
                return true;
            },
            $"{(load ? "a load" : "an unload")} of {model} is accepted",
            Patience);
        return taken!;
    }

    /// <summary>The operation as it is now; null while nobody answers. That it is gone is no answer.</summary>
    public async Task<Operation?> FindAsync(Guid id)
    {
        using var response = await TryAsync(() => script.Client.GetAsync(new Uri($"/api/operations/{id}", UriKind.Relative)));
        if (response is null or { StatusCode: >= HttpStatusCode.InternalServerError }) return null;
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"The operation {id} was accepted and is gone: {response.StatusCode}.");
        return await response.Content.ReadFromJsonAsync<Operation>();
    }

    // Null where the connection broke or nobody answered.
    private static async Task<HttpResponseMessage?> TryAsync(Func<Task<HttpResponseMessage>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
