using System.ComponentModel.DataAnnotations;

namespace Chatbot.Chat.Archives;

/// <summary>Section <c>Archives</c>.</summary>
internal sealed class ArchivesOptions
{
    /// <summary>Of an archive that is sent; a larger one is refused while it is read.</summary>
    [Range(1, 10_000)]
    public int LargestMegabytes { get; set; } = 100;

    /// <summary>Of one chat in an archive, as JSON: so much of an import is in memory at a time. A larger chat is skipped.</summary>
    [Range(1, 256)]
    public int LargestChatMegabytes { get; set; } = 16;

    /// <summary>Of one chat; a longer one is skipped.</summary>
    [Range(1, 100_000)]
    public int MostMessages { get; set; } = 10_000;

    /// <summary>Archives that a replica keeps on disk until their turn comes; another one is refused for the moment.</summary>
    [Range(1, 1000)]
    public int MostWaiting { get; set; } = 8;

    /// <summary>Seconds without a sign of life after which the replica that has an archive counts as gone.</summary>
    [Range(0.5, 3600)]
    public double LostAfterSeconds { get; set; } = 60;

    /// <summary>Seconds between two looks for imports whose replica is gone.</summary>
    [Range(0.1, 3600)]
    public double SweepSeconds { get; set; } = 30;

    /// <summary>Days after its end in which it can be asked how an import went.</summary>
    [Range(1, 3650)]
    public int KeptDays { get; set; } = 7;

    public long LargestBytes => LargestMegabytes * 1024L * 1024;

    public int LargestChatBytes => LargestChatMegabytes * 1024 * 1024;
}
