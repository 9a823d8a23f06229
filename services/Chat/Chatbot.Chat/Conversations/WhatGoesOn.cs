using Chatbot.Chat.Contracts;
using Chatbot.Chat.Data;
using Chatbot.Chat.Generations;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Conversations;

/// <summary>An answer that is gone on with: behind a seam, or after a person has decided on a call of a tool.</summary>
internal sealed class WhatGoesOn(ChatDbContext db, CurrentUser user, TimeProvider time)
{
    /// <summary>The model of the answer that a request means.</summary>
    public async Task<(string? Model, ApiError? Error)> ModelAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var found = request.Continue is { } goOn
            ? await AnswerAsync(new(request.Id), new(goOn.MessageId), cancellationToken)
            : await AnswerOfAsync(new(request.Id), request.Approval!, cancellationToken);
        return found?.Model is { } model ? (model, null) : (null, request.Continue is null ? UnknownCall : UnknownMessage);
    }

    public async Task<Said> ContinueAsync(ConversationId id, MessageId messageId, string model, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(id, messageId, cancellationToken);
        if (answer is not { Role: MessageRoles.Assistant, ParentId: not null }) return Said.Refused(UnknownMessage);
        var refusal = answer.State switch
        {
            MessageStates.Complete when answer.FinishReason != FinishReasons.Length => "This answer is complete: there is nothing to go on with.",
            MessageStates.Streaming => "This chat is generating an answer.",
            _ when answer.Parts.OfType<ToolPart>().Any(call => call.State == ToolStates.ApprovalRequested) => "A call in this answer waits for your decision.",
            MessageStates.Failed when answer.Parts.Count == 0 => "Nothing of this answer was written. Ask for another one instead.",
            _ => null,
        };
        if (refusal is not null) return Said.Refused(ApiError.Conflict(Surfaces.Chat, refusal));

        // Who stopped it, or had all that the model's limit allows, asks for more; what broke off by itself was not given yet. What
        // came by an import was never paid for.
        var isPaid = answer.State is not (MessageStates.Stopped or MessageStates.Complete) && await db.Generations.AnyAsync(generation => generation.MessageId == answer.Id, cancellationToken);
        return await OntoAsync(id, answer, answer.Parts, model, isPaid, cancellationToken);
    }

    public async Task<Said> DecideAsync(ConversationId id, ApprovalRequest decision, string model, CancellationToken cancellationToken)
    {
        var answer = await AnswerOfAsync(id, decision, cancellationToken);
        var call = answer?.Parts.OfType<ToolPart>().FirstOrDefault(call => call.Approval?.Id == decision.ApprovalId);
        if (answer?.ParentId is null || call is null) return Said.Refused(UnknownCall);
        if (call.State != ToolStates.ApprovalRequested) return Said.Refused(ApiError.Conflict(Surfaces.Chat, "This call was decided on already."));

        IReadOnlyList<MessagePart> parts = [.. answer.Parts.Select(part => part == call ? PendingCalls.Decide(call, decision.Approved) : part)];
        // One decision belongs to the question. Each asks the model anew, so the ones after it count as questions.
        var isPaid = !answer.Parts.OfType<ToolPart>().Any(other => other.Approval is { Approved: not null });
        return await OntoAsync(id, answer, parts, model, isPaid, cancellationToken);
    }

    private async Task<Said> OntoAsync(ConversationId id, Message answer, IReadOnlyList<MessagePart> parts, string model, bool isPaid, CancellationToken cancellationToken)
    {
        var person = new PersonId(user.Id);
        if (await db.Conversations.SingleOrDefaultAsync(chat => chat.Id == id && chat.OwnerId == person, cancellationToken) is not { } chat) return Said.Refused(UnknownMessage);

        await db.Messages.Where(message => message.Id == answer.Id).ExecuteUpdateAsync(
            update => update
                .SetProperty(message => message.State, MessageStates.Streaming)
                .SetProperty(message => message.Parts, parts)
                .SetProperty(message => message.Model, model)
                .SetProperty(message => message.Error, (string?)null)
                .SetProperty(message => message.FinishReason, (string?)null),
            cancellationToken);
        // Of another branch: it is shown while it goes on. In the middle of the path it goes on where it stands.
        if (!await db.Messages.AnyAsync(message => message.ParentId == answer.Id, cancellationToken)) chat.Show(answer.Id, time.GetUtcNow());
        return new Said(chat, answer.ParentId!.Value, false)
        {
            Onto = new AnswerSoFar(answer.Id, parts, answer.Usage),
            IsPaid = isPaid,
        };
    }

    // Locked: of two who decide at once, the second one sees what the first one did.
    private Task<Message?> AnswerAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken) =>
        FirstAsync(db.Messages.FromSql($"SELECT * FROM chat.messages WHERE id = {messageId.Value} AND chat_id = {id.Value} FOR UPDATE"), cancellationToken);

    /// <summary>The answer with the call that is decided on, locked likewise.</summary>
    public Task<Message?> AnswerOfAsync(ConversationId id, ApprovalRequest decision, CancellationToken cancellationToken) =>
        FirstAsync(
            db.Messages.FromSql(
                $"""
                SELECT * FROM chat.messages WHERE chat_id = {id.Value} AND role = {MessageRoles.Assistant}
                    AND jsonb_path_exists(parts, '$[*].approval ? (@.id == $id)', jsonb_build_object('id', {decision.ApprovalId}::text)) FOR UPDATE
                """),
            cancellationToken);

    private static async Task<Message?> FirstAsync(IQueryable<Message> messages, CancellationToken cancellationToken) =>
        (await messages.AsNoTracking().ToListAsync(cancellationToken)).FirstOrDefault();

    private static ApiError UnknownMessage => ApiError.BadRequest(Surfaces.Api, "continue.messageId: no such answer in this chat.");

    private static ApiError UnknownCall => ApiError.BadRequest(Surfaces.Api, "approval.approvalId: no such call in this chat.");
}
