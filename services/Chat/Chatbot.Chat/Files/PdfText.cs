using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Chatbot.Chat.Files;

/// <summary>
/// The text of a PDF, read once when it is uploaded. A stranger's PDF can keep a parser busy for ever: it gets a time, and one that
/// does not end keeps others from being read, not the service from answering.
/// </summary>
internal sealed partial class PdfText(ILogger<PdfText> logger) : IDisposable
{
    public const int Longest = 400_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TurnPatience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _turns = new(2);

    /// <summary>Null where there is none to be had: a scan, a password, a fault.</summary>
    public async Task<string?> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        if (!await _turns.WaitAsync(TurnPatience, cancellationToken)) return null;
        byte[] file;
        try
        {
            file = new byte[content.Length];
            await content.ReadExactlyAsync(file, cancellationToken);
        }
        catch
        {
            _turns.Release();
            throw;
        }

        content.Position = 0;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        var stopped = deadline.Token;
        var reading = Task.Run(() => Read(file, stopped), CancellationToken.None);
        try
        {
            return await reading.WaitAsync(stopped);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _turns.Dispose();

    private string? Read(byte[] file, CancellationToken stopped)
    {
        try
        {
            using var document = PdfDocument.Open(file);
            var text = new StringBuilder();
            foreach (var page in document.GetPages())
            {
                if (stopped.IsCancellationRequested || text.Length > Longest) break;
                text.Append(ContentOrderTextExtractor.GetText(page)).Append("\n\n");
            }

            var read = Clean(text);
            return read.Length > 0 ? read : null;
        }
        catch (Exception exception)
        {
            LogUnreadable(exception.Message); // Whatever a parser throws at a file that somebody made for it.
            return null;
        }
        finally
        {
            _turns.Release();
        }
    }

    private static string Clean(StringBuilder text)
    {
        var clean = new string([.. text.ToString().ReplaceLineEndings("\n").Where(character => !char.IsControl(character) || character is '\n' or '\t')]).Trim();
        return clean.Length <= Longest ? clean : clean[..(char.IsHighSurrogate(clean[Longest - 1]) ? Longest - 1 : Longest)];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The text of a PDF can't be read: {Reason}")]
    private partial void LogUnreadable(string reason);
}
