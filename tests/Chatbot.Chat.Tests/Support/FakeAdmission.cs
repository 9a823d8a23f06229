using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Tests.Support;

/// <summary>One admission's stream; closing it before its end leaves the queue at once.</summary>
internal sealed class FakeAdmission : Stream
{
    private readonly Channel<byte[]> _events = Channel.CreateUnbounded<byte[]>();
    private readonly Action<FakeAdmission> _left;

    public FakeAdmission(AdmissionRequest request, Action<FakeAdmission> left)
    {
        (Request, _left) = (request, left);
        Response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(this) };
    }

    public AdmissionRequest Request { get; }

    public HttpResponseMessage Response { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Tell(object record) => _events.Writer.TryWrite(Encoding.UTF8.GetBytes($"event: {NameOf(record)}\ndata: {JsonSerializer.Serialize(record, JsonSerializerOptions.Web)}\n\n"));

    public void End(object record)
    {
        Tell(record);
        _events.Writer.TryComplete();
    }

    public void Break() => _events.Writer.TryComplete(new IOException("The connection is lost."));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!await _events.Reader.WaitToReadAsync(cancellationToken) || !_events.Reader.TryRead(out var bytes)) return 0;
        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        _left(this);
        base.Dispose(disposing);
    }

    private static string NameOf(object record) => record switch
    {
        AdmissionQueued => "queued",
        AdmissionLoading => "loading",
        AdmissionGranted => "granted",
        _ => "refused",
    };
}
