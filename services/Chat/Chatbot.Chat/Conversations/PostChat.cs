using Chatbot.Chat.Contracts;
using Chatbot.Chat.Files;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Models;
using Chatbot.Chat.Streaming;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.Conversations;

/// <summary><c>POST /api/chat</c>: stores what is new, starts the answer, and tails it.</summary>
internal static class PostChat
{
    public static async Task<IResult> HandleAsync(
        ChatRequest request, ModelDirectory models, ConversationAccess access, WhatIsSaid said, WhatGoesOn goesOn, AttachedFiles files, GenerationStart generations, CancellationToken cancellationToken)
    {
        if (ChatRequestRules.Violation(request) is { } violation) return ApiError.BadRequest(Surfaces.Api, violation);

        var id = new ConversationId(request.Id);
        if (await access.RefusalAsync(id, mustExist: request.Message is null, cancellationToken) is { } refusal) return refusal;

        var (chosen, unknown) = request.SelectedChatModel is { Length: > 0 } selected ? (selected, null) : await goesOn.ModelAsync(request, cancellationToken);
        if (chosen is null) return unknown!;
        var (model, unusable) = await models.FindAsync(chosen, cancellationToken);
        if (model is null) return unusable!;
        if (await files.RefusalAsync(request.Message, model, cancellationToken) is { } useless) return useless;

        var (started, error) = await generations.BeginAsync(
            model,
            token => request switch
            {
                { Regenerate: { } regenerate } => said.AgainAsync(id, new(regenerate.MessageId), token),
                { Continue: { } goOn } => goesOn.ContinueAsync(id, new(goOn.MessageId), model.Id, token),
                { Approval: { } approval } => goesOn.DecideAsync(id, approval, model.Id, token),
                _ => said.NewAsync(request, token),
            },
            cancellationToken);
        return started is null ? error! : new EventStreamResult(started.Log.ReadAsync(0, cancellationToken), started.Order.Id);
    }
}
