using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>A model makes a title some seconds after the first answer, and nothing tells of it: it is looked for.</summary>
internal sealed partial class Conversation
{
    // A model that is busy takes its time; one that made none by then rarely makes one.
    private static readonly TimeSpan[] TitlePauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9)];

    // The first answer of the chat, and it was seen here.
    private bool IsFirstAnswered => !HasMore && !IsReadOnly && _messages is [{ Role: ChatMessage.User }, { Role: ChatMessage.Assistant, Version: > 0 }];

    /// <summary>To be asked for after an answer; there is nothing to do for any but the first one.</summary>
    public async Task LearnTitleAsync()
    {
        if (_isDisposed || IsAnswering || !IsFirstAnswered) return;
        var (page, firstWords) = (_page.Token, Title);
        try
        {
            foreach (var pause in TitlePauses)
            {
                await Task.Delay(pause, time, page);
                if (Title == firstWords && await StoredTitleAsync(page) is { } title && Title == firstWords && title != firstWords)
                {
                    Title = title;
                    Renamed?.Invoke(title);
                    Tell();
                }

                if (Title != firstWords) return;
            }
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            // Left.
        }
    }

    private async Task<string?> StoredTitleAsync(CancellationToken page)
    {
        try
        {
            return (await chats.GetAsync(Id, null, page)).Title;
        }
        catch (ServiceFailure)
        {
            return null; // The first words are a title, too.
        }
    }
}
