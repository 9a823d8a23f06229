using Chatbot.Chat.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Chat;

/// <summary>Where the chat shows outside the page: its address, its line among the chats, the browser's title.</summary>
public sealed partial class ChatPage
{
    private string? title;

    private void Started() => Navigation.NavigateTo(ChatAddress.Of(Chat.Id), new NavigationOptions { ReplaceHistoryEntry = true });

    private void Stored()
    {
        if (Chat.Messages.FirstOrDefault(message => !message.IsUnsent) is not { } first) return;
        var text = first.HasText ? first.Source : first.Files.FirstOrDefault()?.Name ?? "";
        var title = Chat.Title.Length > 0 ? Chat.Title : text.Length > 60 ? $"{text[..60].TrimEnd()}…" : text;
        History.Add(new ChatSummary(Chat.Id, Time.GetUtcNow(), title, reader, Chat.Visibility));
    }

    // With the first answer the chat may get a better title.
    private void Answered(Task answer)
    {
        Run(NameAsync());

        async Task NameAsync()
        {
            await answer;
            await Chat.LearnTitleAsync();
        }
    }

    private void Renamed(string title)
    {
        History.Rename(Chat.Id, title);
        Run(TitleAsync(title));
    }

    // In the list beside the page.
    private void Learn(ChatSummary chat)
    {
        if (chat.Id != Chat.Id) return;
        Chat.Learn(chat);
        Run(TitleAsync(chat.Title));
    }

    private async Task TitleAsync(string wanted)
    {
        title = wanted;
        while (title == wanted && !isGone)
        {
            try
            {
                await Script.SetTitleAsync(ProductName.Title(wanted));
                return;
            }
            catch (JSDisconnectedException)
            {
                return; // The browser is gone.
            }
            catch (OperationCanceledException)
            {
                // Called while the connection was away: dropped, which is known after a minute. Once more.
            }

            await Task.Delay(TimeSpan.FromSeconds(1), Time);
        }
    }
}
