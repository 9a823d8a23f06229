namespace Chatbot.Chat.Limits;

/// <summary>Uploads of the day of all guests of one address: a new cookie brings no new room.</summary>
internal sealed class UploadLimit(AddressCount count, GuestAddress address)
{
    /// <summary>Null where one more may come, else how long to wait. Takes nothing: what is sent in vain is not spent.</summary>
    public async Task<TimeSpan?> WaitAsync(CancellationToken cancellationToken) =>
        address.CountedUploads is { } shared ? await count.WaitAsync(shared, address.UploadLimit, cancellationToken) : null;

    /// <summary>Takes one, inside the caller's transaction. Null when it was taken, else how long to wait.</summary>
    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken) =>
        address.CountedUploads is { } shared ? await count.TakeAsync(shared, address.UploadLimit, cancellationToken) : null;
}
