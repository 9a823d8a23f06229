using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Chat.Models;

namespace Chatbot.Chat.OpenAi;

/// <summary>An answer that has begun: its first bytes are there.</summary>
internal sealed class UpstreamAnswer : IAsyncDisposable
{
    private const int LargestRefusal = 64 * 1024;

    private readonly HttpResponseMessage _response;
    private readonly IdleTimeout _silence;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private Stream? _body;
    private int _first;

    private UpstreamAnswer(HttpResponseMessage response, IdleTimeout silence) => (_response, _silence) = (response, silence);

    public string? ContentType => _response.Content.Headers.ContentType?.ToString();

    public static async Task<UpstreamAnswer> BeginAsync(HttpClient client, HttpRequestMessage request, TimeSpan idle, CancellationToken cancellationToken)
    {
        var silence = new IdleTimeout(idle, cancellationToken);
        UpstreamAnswer? answer = null;
        try
        {
            var response = await ModelCallFailures.GuardAsync(() => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token), silence);
            answer = new UpstreamAnswer(response, silence);
            if (!response.IsSuccessStatusCode) await answer.ThrowAsync();
            // What has begun can't be moved to another host any more: so it has begun with a byte, not with a header.
            answer._body = await response.Content.ReadAsStreamAsync(silence.Token);
            answer._first = await answer.ReceiveAsync();
            return answer;
        }
        catch
        {
            if (answer is not null) await answer.DisposeAsync();
            else silence.Dispose();
            throw;
        }
    }

    /// <summary>The next bytes, valid until the next call; none at the end. Throws <see cref="ModelCallException"/> where it breaks off.</summary>
    public async Task<ReadOnlyMemory<byte>> NextAsync()
    {
        var length = _first;
        _first = 0;
        if (length == 0) length = await ReceiveAsync();
        return _buffer.AsMemory(0, length);
    }

    public async ValueTask DisposeAsync()
    {
        if (_body is not null) await _body.DisposeAsync();
        _response.Dispose();
        _silence.Dispose();
    }

    private async Task<int> ReceiveAsync()
    {
        var read = await ModelCallFailures.GuardAsync(() => _body!.ReadAsync(_buffer, _silence.Token).AsTask(), _silence);
        _silence.Reset();
        return read;
    }

    private async Task ThrowAsync()
    {
        var failure = ModelCallFailures.Of((int)_response.StatusCode);
        if (failure.MayGoElsewhere || (int)_response.StatusCode is 401 or 403 or 429) throw failure;
        throw await RefusalAsync() is { } refusal ? new UpstreamRefusalException((int)_response.StatusCode, refusal) : failure;
    }

    private async Task<JsonObject?> RefusalAsync()
    {
        try
        {
            await _response.Content.LoadIntoBufferAsync(LargestRefusal, _silence.Token);
            return JsonNode.Parse(await _response.Content.ReadAsStringAsync(_silence.Token))?["error"] switch
            {
                JsonObject error when error["message"] is not null => (JsonObject)error.DeepClone(),
                JsonValue text => new JsonObject { ["message"] = text.ToString(), ["type"] = "invalid_request_error" },
                _ => null,
            };
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException or InvalidOperationException)
        {
            return null;
        }
    }
}
