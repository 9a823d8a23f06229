using Chatbot.LmStudioAgent.Keeping;

namespace Chatbot.LmStudioAgent.Catalog;

/// <summary>This process, and the epoch in which it speaks for its host.</summary>
internal sealed class AgentProcess(AgentFolder folder, TimeProvider time)
{
    private long _epoch = -1;

    public Guid Id { get; } = Guid.CreateVersion7();

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>Given by the catalog; before that, the one of the agent's former life, 0 without any.</summary>
    public long Epoch
    {
        get
        {
            if (Interlocked.Read(ref _epoch) < 0) Interlocked.CompareExchange(ref _epoch, Kept(), -1);
            return Interlocked.Read(ref _epoch);
        }
    }

    /// <summary>Whether the catalog has given this very process its epoch.</summary>
    public bool IsConnected { get; private set; }

    public void Connected(long epoch)
    {
        Interlocked.Exchange(ref _epoch, epoch);
        IsConnected = true;
        try
        {
            AgentFolder.Replace(folder.Epoch, System.Text.Encoding.ASCII.GetBytes($"{epoch}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Only while the catalog is away at the next start does it matter.
        }
    }

    private long Kept()
    {
        try
        {
            return File.Exists(folder.Epoch) && long.TryParse(File.ReadAllText(folder.Epoch), out var epoch) ? epoch : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
