using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Titles;

/// <summary>
/// Gives a new chat a better title than its first words, once its first answer is there: in the background, behind people,
/// and never by a load. Whatever goes wrong, the first words stay; a chat that was renamed keeps its name.
/// </summary>
internal sealed partial class ChatTitles(
    ModelClients models, TitleModels titleModels, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, IOptions<TitlesOptions> options, ILogger<ChatTitles> logger)
{
    private const string Instruction =
        "Write a short title for a chat that begins with the user's message: at most six words, in the language of the message, without quotes or a full stop. Answer with the title alone.";

    private const int MostRead = 2000;

    // Enough for a model that cannot be kept from thinking a little.
    private const int MostTokens = 500;

    /// <summary>Never fails; nobody need wait for it.</summary>
    public Task ImproveAsync(GenerationOrder order) =>
        options.Value.Enabled && MayBeFirst(order) && titleModels.For(order.Model) is { } model ? ImproveAsync(order, model) : Task.CompletedTask;

    // Also one that was gone on with, or begun again by another owner.
    private static bool MayBeFirst(GenerationOrder order) => order.NewTitle is not null || order.Before.Count > 0 || order.Epoch > 1;

    private async Task ImproveAsync(GenerationOrder order, ModelTarget model)
    {
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
            deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.DeadlineSeconds));
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
            var question = await db.Messages.Where(message => message.Id == order.Question && message.ParentId == null).Select(message => message.Parts).SingleOrDefaultAsync(deadline.Token);
            if (question is null || MessageParts.TextOf(question) is not { Length: > 0 } text) return;

            var firstWords = TitleFromText.Of(text);
            if (!await db.Conversations.AnyAsync(chat => chat.Id == order.Conversation && chat.Title == firstWords, deadline.Token)) return;
            if (CleanTitle.Of(await AskAsync(model, order, text, deadline.Token)) is not { } title) return;
            await db.Conversations.Where(chat => chat.Id == order.Conversation && chat.Title == firstWords)
                .ExecuteUpdateAsync(update => update.SetProperty(chat => chat.Title, title), deadline.Token);
        }
        catch (Exception exception)
        {
            LogKept(exception, order.Conversation);
        }
    }

    private async Task<string> AskAsync(ModelTarget model, GenerationOrder order, string text, CancellationToken cancellationToken)
    {
        using var client = models.For(model);
        var asked = new ChatOptions
        {
            MaxOutputTokens = MostTokens,
            AdditionalProperties = new() { [CallProperties.Person] = order.Person.ToString(), [CallProperties.Background] = true },
        };
        ChatMessage[] prompt = [new(ChatRole.System, Instruction), new(ChatRole.User, text.Length > MostRead ? text[..MostRead] : text)];
        return (await client.GetStreamingResponseAsync(prompt, asked, cancellationToken).ToChatResponseAsync(cancellationToken)).Text;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Chat {Id} keeps its first words as its title.")]
    private partial void LogKept(Exception exception, ConversationId id);
}
