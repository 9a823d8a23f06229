using System.IO.Pipelines;
using System.Threading.Channels;
using Chatbot.Web.Conversations;
using Chatbot.Web.Rendering.Growing;

namespace Chatbot.Web.Components.Markdown;

/// <summary>
/// Text that grows, as a stream of what is new in its markup, at its own pace: a slow line gets what there is by then when it
/// takes more, and what takes long to write is written less often. For the renderer's dispatcher alone.
/// </summary>
internal sealed class GrowingMarkup : IDisposable
{
    // Of the dispatcher's time, which the rest of the page needs too, one part in so many is spent on writing.
    private const int Parts = 5;

    private readonly TimeProvider _time;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly RenderPace _pace;
    private CancellationTokenSource _reading = new();
    private Stream? _open;

    public GrowingMarkup(StreamedPart part, TimeProvider time)
    {
        (Part, _time) = (part, time);
        _pace = new RenderPace(time, RenderPace.OfText, Tell);
        part.Grew += _pace.Request;
    }

    public StreamedPart Part { get; }

    /// <summary>Nothing more is to come.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>It was opened.</summary>
    public bool IsOpen => _open is not null;

    /// <summary>All of it from its beginning, whatever was read before; the stream that was open until now ends.</summary>
    public Stream Open()
    {
        _reading.Cancel();
        _reading = new CancellationTokenSource();
        var pipe = new Pipe();
        _ = WriteAsync(pipe.Writer, _reading.Token);
        return _open = pipe.Reader.AsStream();
    }

    /// <summary>The stream is the newest one, and not given up.</summary>
    public bool Has(Stream stream) => stream == _open;

    public void Finish()
    {
        IsFinished = true;
        Tell();
    }

    public void Dispose()
    {
        Part.Grew -= _pace.Request;
        _pace.Dispose();
        _reading.Cancel();
        _open = null;
    }

    private void Tell() => _news.Writer.TryWrite(true);

    private async Task WriteAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            var written = new WrittenBlocks(Tell, cancellationToken);
            while (await WriteNewsAsync(written, writer, cancellationToken)) await _news.Reader.ReadAsync(cancellationToken);
            await writer.CompleteAsync();
        }
        catch (OperationCanceledException)
        {
            await writer.CompleteAsync();
        }
        catch (Exception exception)
        {
            await writer.CompleteAsync(exception); // It is the page's, which reads it.
        }
    }

    // False when that was all.
    private async ValueTask<bool> WriteNewsAsync(WrittenBlocks written, PipeWriter writer, CancellationToken cancellationToken)
    {
        var (isWhole, began) = (IsFinished, _time.GetTimestamp());
        written.Write(writer, Part.Text, isGrowing: !isWhole);
        var rest = (Parts - 1) * _time.GetElapsedTime(began);
        var isRead = !(await writer.FlushAsync(cancellationToken)).IsCompleted;
        if (!isRead || (isWhole && written.HasItsColours)) return false;
        if (rest > RenderPace.OfText) await Task.Delay(rest - RenderPace.OfText, _time, cancellationToken);
        return true;
    }
}
