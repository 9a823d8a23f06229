using Chatbot.Chat.Contracts;
using Chatbot.Chat.Data;
using Chatbot.Chat.Files;
using Chatbot.Chat.Generations;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

/// <summary>Puts into the context what a request says: a new message, or a message to be answered again.</summary>
internal sealed class WhatIsSaid(ChatDbContext db, AttachedFiles files, CurrentUser user, TimeProvider time)
{
    private PersonId Person => new(user.Id);

    public async Task<Said> NewAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (parts, refusal) = await files.PartsAsync(request.Message!, cancellationToken);
        if (parts is null) return Said.Refused(refusal!);
        var chat = await OwnAsync(new(request.Id), cancellationToken);
        var isNew = chat is null;
        if (chat is null)
        {
            if (request.ParentId.Id is not null) return Unknown("parentId");
            chat = Conversation.Start(new(request.Id), Person, request.SelectedVisibilityType!, TitleFromText.Of(parts), now);
            db.Conversations.Add(chat);
        }

        var parent = request.ParentId.IsGiven ? Given(request.ParentId) : chat.ActiveLeaf;
        if (request.ParentId.Id is not null && !await db.Messages.AnyAsync(message => message.Id == parent && message.ConversationId == chat.Id, cancellationToken))
            return Unknown("parentId");

        if (!isNew && parent is { } answer) await DenyAsync(answer, cancellationToken);
        var said = chat.Say(new(request.Message!.Id), parent, parts, now);
        db.Messages.Add(said);
        db.MessageFiles.AddRange(AttachedFiles.ShownBy(said));
        return new Said(chat, said.Id, isNew) { Opening = isNew ? parts : null };
    }

    /// <param name="messageId">An answer, which gets a sibling; or a person's message, which is answered again.</param>
    public async Task<Said> AgainAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken)
    {
        var chat = await OwnAsync(id, cancellationToken);
        var message = await db.Messages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == messageId && message.ConversationId == id, cancellationToken);
        if (chat is null || message is null) return Unknown("regenerate.messageId");

        var question = message.Role == MessageRoles.User ? message.Id : message.ParentId;
        return question is null ? Unknown("regenerate.messageId") : new Said(chat, question.Value, false);
    }

    private static MessageId? Given(ChatParent parent) => parent.Id is { } id ? new MessageId(id) : null;

    private async Task DenyAsync(MessageId answer, CancellationToken cancellationToken)
    {
        var waiting = await db.Messages.Where(message => message.Id == answer && message.State != MessageStates.Streaming).Select(message => message.Parts).SingleOrDefaultAsync(cancellationToken);
        if (waiting is null || PendingCalls.Deny(waiting) is not { } denied) return;
        await db.Messages.Where(message => message.Id == answer).ExecuteUpdateAsync(update => update.SetProperty(message => message.Parts, denied), cancellationToken);
    }

    // Locked: who deletes the chat meanwhile finds the answer that begins in it, and stops it.
    private Task<Conversation?> OwnAsync(ConversationId id, CancellationToken cancellationToken) =>
        db.Conversations.FromSql($"SELECT * FROM chat.chats WHERE id = {id.Value} FOR UPDATE").SingleOrDefaultAsync(chat => chat.OwnerId == Person, cancellationToken);

    private static Said Unknown(string field) => Said.Refused(ApiError.BadRequest(Surfaces.Api, $"{field}: no such message in this chat."));
}
