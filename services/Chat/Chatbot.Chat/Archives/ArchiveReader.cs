using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Chatbot.Chat.Archives;

/// <summary>The chats of an archive one after the other; of a file of any size one chat is in memory.</summary>
internal sealed class ArchiveReader(Stream stream, int largestChat)
{
    private readonly JsonTokens _tokens = new(stream, largestChat);

    public async IAsyncEnumerable<ArchivedItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = await _tokens.NextAsync(cancellationToken);
        if (first == JsonTokenType.StartObject) await FindChatsAsync(cancellationToken);
        else if (first != JsonTokenType.StartArray) throw new ArchiveException("The file is neither an archive of this service nor ChatGPT's conversations.json.");

        var kind = first == JsonTokenType.StartObject ? ArchiveKind.Own : ArchiveKind.ChatGpt;
        while (await _tokens.NextValueAsync(cancellationToken) is { } chat) yield return new ArchivedItem(kind, chat);
        // What follows is of no interest; that it follows is: a file that was cut is told, not taken for whole.
        while (await _tokens.NextAsync(cancellationToken) is not null)
        {
        }
    }

    /// <summary>Goes into the array of chats; before it the archive must have said what it is.</summary>
    private async Task FindChatsAsync(CancellationToken cancellationToken)
    {
        var (known, version) = (false, 0);
        while (await _tokens.NextAsync(cancellationToken) == JsonTokenType.PropertyName)
        {
            var name = _tokens.Text;
            var token = await _tokens.NextAsync(cancellationToken);
            if (name == "format") known = token == JsonTokenType.String && _tokens.Text == ArchiveFormat.Name;
            else if (name == "version") version = int.TryParse(_tokens.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            else if (name == "chats" && token == JsonTokenType.StartArray)
            {
                if (!known || version < 1) break;
                if (version > ArchiveFormat.Version) throw new ArchiveException($"The archive is of version {version}, and this service reads version {ArchiveFormat.Version}. Please use a newer one.");
                return;
            }

            await _tokens.SkipAsync(cancellationToken);
        }

        throw new ArchiveException("The file is neither an export from here nor ChatGPT’s conversations.json.");
    }
}
