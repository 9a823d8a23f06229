using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Chatbot.Chat.Contracts;
using Chatbot.ServiceDefaults.Http;
using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>
/// The parts of an answer, whatever happens to the connection: a stream that is lost before <c>[DONE]</c> is joined again
/// behind the last part that was seen.
/// </summary>
internal sealed class AnswerStream(ChatClient chats, TimeProvider time)
{
    private const int Attempts = 12;

    // The service sends a comment in every 15 s of silence.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <param name="open">The first request: sending, or joining.</param>
    /// <exception cref="ServiceFailure">The request was refused, or the connection could not be made again.</exception>
    public async IAsyncEnumerable<StreamPart> ReadAsync(
        Guid chatId, Func<CancellationToken, Task<HttpResponseMessage>> open, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new Seen();
        for (var lost = 0; ;)
        {
            await using var parts = ConnectionAsync(open, seen, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(parts, seen, lost > 0))
            {
                lost = 0;
                yield return parts.Current;
            }

            // An answer that is empty and whole means that nothing runs; without an end mark the rest is still to come.
            if (seen.Ended || (!seen.Any && !seen.Broken)) yield break;
            if (++lost > Attempts) throw new ServiceFailure("offline:chat", AnswerTexts.LostForGood);
            yield return new ConnectionLost();
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(8000, 250 * Math.Pow(2, lost - 1))), time, cancellationToken);
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
            (seen.Any, seen.Broken) = (true, false);
            if (long.TryParse(item.EventId, CultureInfo.InvariantCulture, out var id)) seen.LastId = id;
            if (StreamPartReader.Read(item.Data) is not { } part) continue;
            seen.Ended = part is StreamEnded or AnswerStored;
            yield return part;
            if (seen.Ended) yield break;
        }
    }

    private sealed class Seen
    {
        public bool Any { get; set; }

        /// <summary>The connection ended in an error, not by its end.</summary>
        public bool Broken { get; set; }

        public bool Ended { get; set; }

        public long? LastId { get; set; }

        /// <summary>Within what it counts: another answer may have begun when the connection is made again.</summary>
        public string? Generation { get; set; }
    }
}
