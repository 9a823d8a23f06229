namespace Chatbot.Chat.Contracts;

/// <summary>Answer of <c>POST /api/files/upload</c>.</summary>
/// <param name="Url"><c>/api/files/&lt;name&gt;</c>: what a file part of a message names.</param>
/// <param name="Pathname">The name alone; the service makes it.</param>
/// <param name="ContentType">Told by the content.</param>
/// <param name="Size">In bytes.</param>
public sealed record UploadedFile(string Url, string Pathname, string ContentType, long Size);
