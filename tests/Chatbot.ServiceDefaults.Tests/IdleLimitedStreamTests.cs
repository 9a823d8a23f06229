using System.IO.Pipelines;
using Chatbot.ServiceDefaults.Http;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.ServiceDefaults.Tests;

public sealed class IdleLimitedStreamTests
{
    [Fact]
    public async Task Every_byte_begins_the_time_anew_and_silence_ends_a_read()
    {
        var time = new FakeTimeProvider();
        var pipe = new Pipe();
        await using var stream = new IdleLimitedStream(pipe.Reader.AsStream(), TimeSpan.FromSeconds(45), time);
        var buffer = new byte[10];
        for (var ping = 0; ping < 3; ping++)
        {
            var read = stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
            time.Advance(TimeSpan.FromSeconds(44));
            await pipe.Writer.WriteAsync(": ping\n\n"u8.ToArray(), TestContext.Current.CancellationToken);
            Assert.Equal(8, await read);
        }

        var silent = stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(45));
        await Assert.ThrowsAsync<IOException>(() => silent);
    }
}
