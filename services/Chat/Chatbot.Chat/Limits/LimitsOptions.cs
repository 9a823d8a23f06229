using System.ComponentModel.DataAnnotations;

namespace Chatbot.Chat.Limits;

/// <summary>Section <c>Limits</c>.</summary>
internal sealed class LimitsOptions
{
    /// <summary>
    /// Messages in 24 hours of all guests of one network address together, so that a new cookie brings no new day; 0 sets no limit,
    /// for a network of many people behind one address.
    /// </summary>
    [Range(0, 1_000_000_000)]
    public int GuestMessagesPerAddressPerDay { get; set; } = 100;

    /// <summary>The same for files that are uploaded.</summary>
    [Range(0, 1_000_000_000)]
    public int GuestUploadsPerAddressPerDay { get; set; } = 100;
}
