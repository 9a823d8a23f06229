using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Chatbot.LmStudio.Rest;

namespace Chatbot.LmStudio.Chat;

/// <summary>
/// Answers of <c>/v1/chat/completions</c> as they are written. LM Studio lets another model answer, with 200, where the one
/// that was asked for is not loaded: what is not the right model's is never passed on.
/// </summary>
internal sealed class ChatStream(RestTransport rest, LmStudioOptions options, TimeProvider time)
{
    public async IAsyncEnumerable<ChatChunk> RunAsync(ChatCompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = new RestCall(HttpMethod.Post, "v1/chat/completions", ChatBody.Of(request)) { Timeout = options.AnswerSilenceTimeout };
        using var silence = new CancellationTokenSource(options.AnswerSilenceTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        using var response = await rest.OpenAsync(call, cancellationToken);
        var ended = false;
        await using var events = EventsAsync(response, either.Token).GetAsyncEnumerator(either.Token);
        while (await MoveAsync(events, call, response.StatusCode, cancellationToken))
        {
            silence.CancelAfter(options.AnswerSilenceTimeout);
            if (events.Current == "[DONE]") yield break;
            var chunk = Read(events.Current, response.StatusCode, request.Model);
            ended |= chunk.FinishReason is not null;
            if (!ChatReader.IsEmpty(chunk)) yield return chunk;
        }

        if (!ended) throw new LmStudioException(LmStudioFailure.Unreachable, "LM Studio broke the answer off.");
    }

    private static async IAsyncEnumerable<string> EventsAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            yield return (await RestTransport.ReadAsync(response, cancellationToken)).GetRawText();
            yield break;
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var data in SseData.ReadAsync(body, cancellationToken)) yield return data;
    }

    private async Task<bool> MoveAsync(IAsyncEnumerator<string> events, RestCall call, HttpStatusCode status, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw RestErrors.NoAnswer(status, "it does not speak OpenAI's protocol", exception);
        }
        catch (Exception exception) when (RestTransport.IsFailure(exception, cancellationToken))
        {
            throw rest.Failure(exception, call);
        }
    }

    private static ChatChunk Read(string data, HttpStatusCode status, string asked)
    {
        JsonElement chunk;
        try
        {
            chunk = JsonSerializer.Deserialize<JsonElement>(data);
        }
        catch (JsonException exception)
        {
            throw RestErrors.NoAnswer(status, "it does not speak OpenAI's protocol", exception);
        }

        if (chunk.Field("error") is { ValueKind: not JsonValueKind.Null }) throw RestErrors.From(status, chunk, LmStudioFailure.Refused);
        if ((int)status >= 400 || (chunk.Field("choices") is null && chunk.Field("usage") is null)) throw RestErrors.NoAnswer(status, $"it answered {(int)status} without 'choices'");
        if (chunk.Text("model") is { } answering && answering != asked)
            throw new LmStudioException(LmStudioFailure.WrongModel, $"LM Studio let {answering} answer instead of {asked}, which is not loaded.");
        return ChatReader.Read(chunk);
    }
}
