using System.Net;
using System.Net.Http.Json;
using Chatbot.Chat.Contracts;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>The routes of models, hosts and operations, and a chat that may take long, as a person's program uses them.</summary>
internal static class ControlCalls
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One question in a chat of its own, and all that was answered.</summary>
    public static async Task<Answered> AskAsync(this Script script, string model, string text, Action<string>? heard = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/chat", UriKind.Relative))
        {
            Content = JsonContent.Create(Script.Body(Guid.CreateVersion7(), model, text)),
        };
        request.Headers.Add(StreamHeaders.Parts, "all");
        // The client's own time is for the headers alone.
        using var response = await script.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        if (!response.IsSuccessStatusCode) Assert.Fail(await response.Content.ReadAsStringAsync(patience.Token));

        List<string> events = [];
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
            events.Add(line["data: ".Length..]);
            heard?.Invoke(events[^1]);
        }

        return Answered.Of(events);
    }

    public static Task<Operation> LoadAsync(this Script script, LoadModelRequest request) => script.TakenAsync("/api/models/load", request);

    public static Task<Operation> UnloadAsync(this Script script, UnloadModelRequest request) => script.TakenAsync("/api/models/unload", request);

    public static Task<Operation> CancelAsync(this Script script, Operation operation) => script.TakenAsync($"/api/operations/{operation.Id}/cancel", new { });

    public static Task<OperationWhy> WhyAsync(this Script script, Operation operation) => script.GetAsync<OperationWhy>($"/api/operations/{operation.Id}/why");

    public static Task<List<HostEntry>> HostsAsync(this Script script) => script.GetAsync<List<HostEntry>>("/api/hosts");

    public static async Task<HostEntry> HostAsync(this Script script, string host) => (await script.HostsAsync()).Single(entry => entry.Id == host);

    public static Task<List<HostEstimate>> EstimateAsync(this Script script, string model, string host) =>
        script.GetAsync<List<HostEstimate>>($"/api/models/estimate?model={Uri.EscapeDataString(model)}&host={host}");

    /// <param name="change">The fields of <see cref="HostChange"/> that are to change.</param>
    public static async Task ChangeHostAsync(this Script script, string host, object change)
    {
        using var response = await script.Client.PatchAsJsonAsync(new Uri($"/api/hosts/{host}", UriKind.Relative), change, Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>A model loaded on a host, and the end of its load.</summary>
    public static async Task LoadedAsync(this Script script, string model, string host)
    {
        var end = await script.EndOfAsync(await script.LoadAsync(new LoadModelRequest(model, host)), Patience);
        Assert.True(end.State == OperationStates.Succeeded, $"{end.State}: {end.Reason} {end.Message}");
    }

    private static async Task<T> GetAsync<T>(this Script script, string path) =>
        (await script.Client.GetFromJsonAsync<T>(new Uri(path, UriKind.Relative), Cancel))!;

    private static async Task<Operation> TakenAsync<T>(this Script script, string path, T body)
    {
        using var response = await script.Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(Cancel));
        return (await response.Content.ReadFromJsonAsync<Operation>(Cancel))!;
    }
}
