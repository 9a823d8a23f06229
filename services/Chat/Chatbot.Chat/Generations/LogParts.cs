namespace Chatbot.Chat.Generations;

/// <summary>The parts of a log in memory, many to a block: an array for each delta would weigh more than what it holds.</summary>
internal sealed class LogParts
{
    private const int SmallestBlock = 1024;
    private const int LargestBlock = 16 * 1024;

    private readonly List<ReadOnlyMemory<byte>> _parts;
    private byte[] _block = [];
    private int _used;

    /// <param name="earlier">Kept as they are.</param>
    public LogParts(IReadOnlyList<ReadOnlyMemory<byte>> earlier) => _parts = [.. earlier];

    public int Count => _parts.Count;

    public void Add(ReadOnlySpan<byte> part)
    {
        if (part.Length > _block.Length - _used)
        {
            _block = new byte[Math.Max(part.Length, Math.Clamp(2 * _block.Length, SmallestBlock, LargestBlock))];
            _used = 0;
        }

        part.CopyTo(_block.AsSpan(_used));
        _parts.Add(_block.AsMemory(_used, part.Length));
        _used += part.Length;
    }

    /// <summary>Good for ever: what was added once is never changed.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Range(int from, int count) => _parts.GetRange(from, count);
}
