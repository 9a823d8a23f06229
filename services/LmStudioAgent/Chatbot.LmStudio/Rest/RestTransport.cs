using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.LmStudio.Capabilities;

namespace Chatbot.LmStudio.Rest;

/// <summary>One request, one JSON document, one deadline; and every way in which that can fail is a failure of LM Studio's.</summary>
internal sealed class RestTransport(Func<HttpClient> http, LmStudioOptions options, KnownGaps gaps, TimeProvider time)
{
    // The list of downloaded models is the largest answer there is; this is far beyond it.
    private const int LargestAnswer = 64 * 1024 * 1024;

    /// <param name="expectedRoot">The field without which it is no answer of this endpoint.</param>
    /// <param name="otherwise">What an error is that says nothing more exact.</param>
    public Task<JsonElement> SendAsync(RestCall call, string expectedRoot, LmStudioFailure otherwise, CancellationToken cancellationToken) =>
        gaps.TryAsync(call.Route, () => SendNowAsync(call, expectedRoot, otherwise, cancellationToken), cancellationToken);

    /// <summary>The head of an answer, whatever it says; its body has no deadline.</summary>
    public async Task<HttpResponseMessage> OpenAsync(RestCall call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(call.Timeout ?? options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = Request(call);
        try
        {
            using var client = http();
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            throw Failure(exception, call);
        }
    }

    /// <summary>Whether an exception is the connection's and not the caller's.</summary>
    public static bool IsFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    public LmStudioException Failure(Exception exception, RestCall call) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } =>
            new(LmStudioFailure.Unsupported, "What answers there does not speak HTTP.", exception),
        OperationCanceledException => new(LmStudioFailure.TimedOut, $"LM Studio did not answer in {(call.Timeout ?? options.CallTimeout).TotalSeconds:0} s.", exception),
        _ => new(LmStudioFailure.Unreachable, "LM Studio does not answer at its address.", exception),
    };

    /// <exception cref="JsonException">It is no JSON, or too much of it.</exception>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var part = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(part, cancellationToken)) > 0)
        {
            if (whole.Length + read > LargestAnswer) throw new JsonException("The answer is too large.");
            whole.Write(part, 0, read);
        }

        return JsonSerializer.Deserialize<JsonElement>(whole.GetBuffer().AsSpan(0, (int)whole.Length), TolerantJson.Options);
    }

    private async Task<JsonElement> SendNowAsync(RestCall call, string expectedRoot, LmStudioFailure otherwise, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(call.Timeout ?? options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = Request(call);
        HttpStatusCode status = 0;
        try
        {
            using var client = http();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            status = response.StatusCode;
            return RestErrors.Check(status, await ReadAsync(response, either.Token), expectedRoot, otherwise);
        }
        catch (JsonException exception)
        {
            throw RestErrors.NoAnswer(status, "it did not answer in JSON", exception);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            throw Failure(exception, call);
        }
    }

    private HttpRequestMessage Request(RestCall call)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(options.BaseUrl, call.Path));
        if (options.ApiToken is { } token) request.Headers.Authorization = Bearer(token);
        if (call.Body is { } body) request.Content = JsonContent.Create(body, options: TolerantJson.Options);
        return request;
    }

    // Pasted with a line end in it, say.
    private static AuthenticationHeaderValue Bearer(string token) => token.All(letter => letter is > ' ' and <= '~')
        ? new AuthenticationHeaderValue("Bearer", token)
        : throw new LmStudioException(LmStudioFailure.Unauthorized, "The API token has characters in it that no token has.");
}
