using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Chatbot.Chat.Contracts;
using Chatbot.ServiceDefaults.Http;
using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>
/// The parts of an answer, whatever happens to the connection: a stream that is lost before <c>[DONE]</c> is joined again
/// behind the last part that was seen, for as long as somebody reads.
/// </summary>
internal sealed class AnswerStream(ChatClient chats, TimeProvider time)
{
    // The service sends a comment in every 15 s of silence.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <summary>Longer with each failure, up to eight seconds.</summary>
    public Task PauseAsync(int failed, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Min(8000, 250 * Math.Pow(2, failed - 1))), time, cancellationToken);

    /// <param name="open">The first request: sending, or joining.</param>
    /// <param name="joins">A service that is away is waited for from the first request on: nothing is sent with it.</param>
    /// <exception cref="ServiceFailure">A request was refused.</exception>
    public async IAsyncEnumerable<StreamPart> ReadAsync(
        Guid chatId, Func<CancellationToken, Task<HttpResponseMessage>> open, bool joins, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new Seen();
        for (var lost = 0; ;)
        {
            (seen.Any, seen.Broken) = (false, false);
            await using var parts = ConnectionAsync(open, seen, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(parts, seen, joins || lost > 0))
            {
                lost = 0;
                yield return parts.Current;
            }

            if (seen.Ended) yield break;
            // Empty and whole: nothing runs any more. Without an end mark the rest is still to come.
            if (seen is { Any: false, Broken: false })
            {
                yield return new AnswerStored();
                yield break;
            }

            yield return new ConnectionLost();
            await PauseAsync(++lost, cancellationToken);
            open = token => chats.JoinAsync(chatId, seen.LastId, seen.Generation, token);
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<StreamPart> parts, Seen seen, bool again)
    {
        try
        {
            return await parts.MoveNextAsync();
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            seen.Broken = true;
            return false;
        }
        catch (ServiceFailure failure) when (again && failure.IsOffline)
        {
            seen.Broken = true;
            return false;
        }
    }

    private async IAsyncEnumerable<StreamPart> ConnectionAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> open, Seen seen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await open(cancellationToken);
        if (response.Headers.TryGetValues(StreamHeaders.Generation, out var generation)) seen.Generation = generation.FirstOrDefault();
        await using var stream = new IdleLimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Silence, time);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            seen.Any = true;
            if (long.TryParse(item.EventId, CultureInfo.InvariantCulture, out var id)) seen.LastId = id;
            if (StreamPartReader.Read(item.Data) is not { } part) continue;
            seen.Ended = part is StreamEnded or AnswerStored;
            yield return part;
            if (seen.Ended) yield break;
        }
    }

    private sealed class Seen
    {
        /// <summary>Of this connection.</summary>
        public bool Any { get; set; }

        /// <summary>This connection ended in an error, not by its end.</summary>
        public bool Broken { get; set; }

        public bool Ended { get; set; }

        public long? LastId { get; set; }

        /// <summary>Within what it counts: another answer may have begun when the connection is made again.</summary>
        public string? Generation { get; set; }
    }
}
