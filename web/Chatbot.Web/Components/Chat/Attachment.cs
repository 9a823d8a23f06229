using Chatbot.Web.Conversations;

namespace Chatbot.Web.Components.Chat;

/// <summary>A file on its way into a message, as the browser tells it.</summary>
/// <param name="Id">Of the browser's making.</param>
/// <param name="State"><c>uploading</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Progress">In percent.</param>
/// <param name="IsPasted">A long text that was pasted, and can still become part of the message's text.</param>
/// <param name="CanRetry">It failed on its way: once more may help, which it does not where the file itself was refused.</param>
public sealed record Attachment(
    string Id, string Name, long Size, string State, int Progress = 0, string? Url = null, string? MediaType = null, string? Error = null, bool IsPasted = false, bool CanRetry = false)
{
    public bool IsUploading => State == "uploading";

    public bool IsFailed => State == "failed";

    public bool IsImage => MediaType?.StartsWith("image/", StringComparison.Ordinal) == true;

    /// <summary>Null until it is at the service.</summary>
    public FilePart? File => State == "done" && MediaType is not null && FilePart.IsOwn(Url) ? new FilePart(Url!, Name, MediaType) : null;
}
