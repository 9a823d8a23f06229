using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Archives;

/// <summary>The archives that this replica has on disk and will bring in, one after the other.</summary>
internal sealed class ImportQueue(IOptions<ArchivesOptions> options)
{
    private readonly Channel<ImportOrder> _orders = Channel.CreateBounded<ImportOrder>(options.Value.MostWaiting);

    /// <summary>False where too many wait, or the service is being stopped.</summary>
    public bool TryAdd(ImportOrder order) => _orders.Writer.TryWrite(order);

    public IAsyncEnumerable<ImportOrder> ReadAsync(CancellationToken cancellationToken) => _orders.Reader.ReadAllAsync(cancellationToken);

    /// <summary>What nobody will bring in any more; from now on nothing is taken.</summary>
    public IEnumerable<ImportOrder> Close()
    {
        _orders.Writer.TryComplete();
        while (_orders.Reader.TryRead(out var order)) yield return order;
    }
}
