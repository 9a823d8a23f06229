namespace Chatbot.Chat.Limits;

/// <summary>How many messages, or files, guests of one network address have sent in the 24 hours that began with the first of them.</summary>
internal sealed class AddressUsage
{
    /// <summary>A keyed hash of the address, so that the table tells nobody where people live; of an IPv6 address its /64.</summary>
    public required string Address { get; init; }

    public required DateTimeOffset WindowStartedAt { get; init; }

    public required int Count { get; init; }
}
