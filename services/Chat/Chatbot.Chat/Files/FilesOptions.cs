using System.ComponentModel.DataAnnotations;

namespace Chatbot.Chat.Files;

/// <summary>Section <c>Files</c>.</summary>
internal sealed class FilesOptions
{
    /// <summary>What all files of one person may take; 1 MB is 1,048,576 bytes.</summary>
    [Range(1, 1_000_000)]
    public int MegabytesPerPerson { get; set; } = 200;

    /// <summary>The same of a guest, who can become another one at any time.</summary>
    [Range(1, 1_000_000)]
    public int MegabytesPerGuest { get; set; } = 50;

    /// <summary>However small they are.</summary>
    [Range(1, 1_000_000)]
    public int MostFilesPerPerson { get; set; } = 2000;

    /// <summary>A file that no message shows is kept this long.</summary>
    [Range(1, 8760)]
    public double UnusedHours { get; set; } = 24;

    /// <summary>How often unused files are looked for.</summary>
    [Range(0.001, 24)]
    public double SweepHours { get; set; } = 1;
}
