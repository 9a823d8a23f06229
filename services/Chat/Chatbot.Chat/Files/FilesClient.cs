using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Files;

/// <summary>Puts the content of files where a prompt names them, once for the whole call.</summary>
internal sealed class FilesClient(IChatClient inner, PromptFiles files, bool sees) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var filled = await files.FillAsync(messages, sees, cancellationToken);
        await foreach (var update in base.GetStreamingResponseAsync(filled, options, cancellationToken)) yield return update;
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await base.GetResponseAsync(await files.FillAsync(messages, sees, cancellationToken), options, cancellationToken);
}
