using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// Streams from an OpenAI-compatible server, each of its deltas as one update. Endpoint, model and ticket of the call's
/// options count before its own. No total timeout, no retry: only silence ends a call.
/// </summary>
internal sealed class OpenAiCompatibleClient(HttpClient http, Uri? baseUrl, string model, string? apiKey, TimeSpan idle) : IChatClient
{
    private const int LargestError = 4096;

    // Of a server that says why its answer has ended, and then neither [DONE] nor goodbye: usage alone may still come.
    private static readonly TimeSpan AfterFinish = TimeSpan.FromSeconds(5);

    private static readonly ChatClientMetadata Metadata = new("openai-compatible");

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var silence = new IdleTimeout(idle, cancellationToken);
        var prompt = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        using var request = Request(prompt, options);
        using var response = await ModelCallFailures.GuardAsync(() => SendAsync(request, silence.Token), silence);
        // It was sent, and an answer takes its time: a long chat is not kept for that.
        request.Content = null;
        await using var stream = await response.Content.ReadAsStreamAsync(silence.Token);
        var reader = new CompletionReader([.. prompt.SelectMany(message => message.Contents.OfType<FunctionCallContent>()).Select(call => call.CallId)]);
        // Null is the end.
        await using var events = SseParser.Create(stream, (_, data) => data.SequenceEqual("[DONE]"u8) ? null : reader.Read(data))
            .EnumerateAsync(silence.Token).GetAsyncEnumerator(silence.Token);
        var finished = false;
        while (await ModelCallFailures.GuardAsync(() => NextAsync(events, silence, finished), silence))
        {
            silence.Reset();
            if (events.Current.Data is not { } update)
            {
                finished = true;
                break;
            }

            finished |= update.FinishReason is not null;
            if (finished) silence.Reset(AfterFinish);
            if (update.Contents.Count > 0 || update.FinishReason is not null) yield return update;
        }

        if (finished && reader.Rest() is { Contents.Count: > 0 } rest) yield return rest;
        // A stream that just stops is an answer cut off, not an answer.
        if (!finished) throw new ModelCallException("The model's answer broke off before its end. Please try again.") { MayGoElsewhere = true, IsCut = true };
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? Metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => http.Dispose();

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<ChatResponseUpdate?>> events, IdleTimeout silence, bool finished)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException) when (finished && silence.Elapsed)
        {
            return false;
        }
    }

    private HttpRequestMessage Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var endpoint = options?.AdditionalProperties?.GetValueOrDefault(CallProperties.Endpoint) as Uri ?? baseUrl
            ?? throw new InvalidOperationException("The call has no endpoint.");
        var body = CompletionRequest.Of(model, messages, options);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/chat/completions")) { Content = JsonContent.Create(body) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (apiKey is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        if (options?.AdditionalProperties?.GetValueOrDefault(CallProperties.Host) is string host) request.ForAgentOf(host);
        if (options?.AdditionalProperties?.GetValueOrDefault(CallProperties.Ticket) is string ticket) request.Headers.Add(AdmissionHeaders.Ticket, ticket);
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode) return response;

        using (response) throw ModelCallFailures.Of((int)response.StatusCode, await ErrorAsync(response, cancellationToken));
    }

    // Only of what may be about the length of the chat; who refuses a key may well say the key.
    private static async Task<string> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge)) return "";
        var buffer = new byte[LargestError];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken));
    }
}
