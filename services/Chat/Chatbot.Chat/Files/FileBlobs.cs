using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Chatbot.Chat.Files;

/// <summary>
/// The bytes of files, in a private container. Everything has a deadline; storage that does not answer is a
/// <see cref="TimeoutException"/>, which leaves as 503.
/// </summary>
internal sealed class FileBlobs(BlobServiceClient storage, string container = FileBlobs.Container)
{
    public const string Container = "files";

    private const int TransferSize = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TransferPatience = TimeSpan.FromMinutes(2);

    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(container);
    private volatile bool _isThere;

    public Task WriteAsync(string name, Stream content, CancellationToken cancellationToken) => WithinAsync(TransferPatience, async deadline =>
    {
        if (!_isThere) await _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: deadline);
        _isThere = true;
        return await _container.GetBlobClient(name).UploadAsync(
            content,
            new BlobUploadOptions { TransferOptions = new StorageTransferOptions { InitialTransferSize = TransferSize, MaximumTransferSize = TransferSize, MaximumConcurrency = 1 } },
            deadline);
    }, cancellationToken);

    /// <summary>Read piece by piece, and from any position; null where the blob is not there.</summary>
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        WithinAsync(Patience, deadline => FoundAsync<Stream>(() => _container.GetBlobClient(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), deadline)), cancellationToken);

    /// <summary>As a whole; null where the blob is not there.</summary>
    public Task<BinaryData?> ReadAsync(string name, CancellationToken cancellationToken) =>
        WithinAsync(Patience, deadline => FoundAsync(async () => (await _container.GetBlobClient(name).DownloadContentAsync(deadline)).Value.Content), cancellationToken);

    private Task<Response<bool>?> DeleteBlobAsync(string name, CancellationToken cancellationToken) => WithinAsync(
        Patience, deadline => FoundAsync(() => _container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: deadline)), cancellationToken);

    /// <summary>Where the text of a PDF is kept.</summary>
    public static string TextOf(string name) => $"{name}.text";

    /// <summary>A file with all that is kept of it.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await DeleteBlobAsync(TextOf(name), cancellationToken);
        await DeleteBlobAsync(name, cancellationToken);
    }

    /// <summary>Of an upload that came to nothing, as far as that is possible now; the clean-up finds what stays.</summary>
    public async Task ForgetAsync(string name)
    {
        try
        {
            await DeleteAsync(name, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // It is away: nothing was stored, or the clean-up comes.
        }
    }

    /// <summary>A page of names, and where the next one begins: null at the end.</summary>
    public async Task<(IReadOnlyList<(string Name, DateTimeOffset Since)> Blobs, string? Next)> ListAsync(int most, string? from, CancellationToken cancellationToken)
    {
        var page = await WithinAsync(Patience, deadline => FoundAsync(async () =>
        {
            await using var pages = _container.GetBlobsAsync(cancellationToken: deadline).AsPages(from, most).GetAsyncEnumerator(deadline);
            return await pages.MoveNextAsync() ? pages.Current : null;
        }), cancellationToken);
        return page is null
            ? ([], null)
            : ([.. page.Values.Select(blob => (blob.Name, blob.Properties.CreatedOn ?? blob.Properties.LastModified ?? DateTimeOffset.MaxValue))], page.ContinuationToken is { Length: > 0 } next ? next : null);
    }

    private static async Task<T?> FoundAsync<T>(Func<Task<T>> work) where T : class?
    {
        try
        {
            return await work();
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    private static async Task<T> WithinAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        try
        {
            return await work(deadline.Token);
        }
        // After its retries the library throws all failures in one.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is (RequestFailedException or AggregateException or OperationCanceledException))
        {
            throw new TimeoutException("The blob storage does not answer.", exception);
        }
    }
}
