namespace Chatbot.Testing;

/// <summary>What only one process of this machine does at a time.</summary>
internal static class FileLock
{
    /// <summary>Held until it is disposed of, or the process ends.</summary>
    public static async Task<FileStream> TakeAsync(string path, TimeSpan timeout)
    {
        FileStream? held = null;
        await Eventually.TrueAsync(() => (held = TryOpen(path)) is not null, $"nobody else holds {path}", timeout);
        return held!;
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
