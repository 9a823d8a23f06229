using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;
using Chatbot.Chat.Streaming;
using Chatbot.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests;

public sealed class EventStreamTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Channel<LogBatch> _log = Channel.CreateUnbounded<LogBatch>();
    private readonly Pipe _body = new(new PipeOptions(pauseWriterThreshold: 0));
    private string _written = "";

    [Fact]
    public async Task Silence_is_filled_with_pings_but_never_before_the_first_event()
    {
        var streaming = StreamAsync();
        _time.Advance(EventStreamResult.Silence);
        _time.Advance(EventStreamResult.Silence);
        _log.Writer.TryWrite(Batch("""{"type":"start"}"""));
        await Eventually.TrueAsync(() => Written() == "data: {\"type\":\"start\"}\n\n", "the event comes first");

        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(EventStreamResult.Silence);
                return Written().EndsWith("\n\n: ping\n\n: ping\n\n", StringComparison.Ordinal);
            },
            "silence is filled");

        _log.Writer.TryWrite(Batch("""{"type":"finish"}""", ended: true));
        await streaming.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.EndsWith("data: {\"type\":\"finish\"}\n\ndata: [DONE]\n\n", Written(), StringComparison.Ordinal);
    }

    private static LogBatch Batch(string part, bool ended = false) => new(1, [Encoding.UTF8.GetBytes(part)], ended);

    private string Written()
    {
        while (_body.Reader.TryRead(out var read) && read.Buffer.Length > 0)
        {
            _written += Encoding.UTF8.GetString(read.Buffer.ToArray());
            _body.Reader.AdvanceTo(read.Buffer.End);
        }

        return _written;
    }

    private Task StreamAsync()
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton<TimeProvider>(_time).BuildServiceProvider() };
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_body.Writer.AsStream()));
        return new EventStreamResult(_log.Reader.ReadAllAsync()).ExecuteAsync(context);
    }
}
