using Chatbot.Chat.Contracts;
using Chatbot.Chat.Files;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Models;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.Conversations;

/// <summary>Checks a request to chat, from what is cheapest to tell to what must be stored, and starts the answer.</summary>
internal sealed class ChatTurn(
    ModelDirectory models, ConversationAccess access, WhatIsSaid said, WhatGoesOn goesOn, AttachedFiles files, GenerationStart generations)
{
    /// <param name="request">Well formed.</param>
    public async Task<(LiveGeneration? Started, ApiError? Error)> BeginAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var id = new ConversationId(request.Id);
        if (await access.RefusalAsync(id, mustExist: request.Message is null, cancellationToken) is { } refusal) return (null, refusal);

        var (chosen, unknown) = request.SelectedChatModel is { Length: > 0 } selected ? (selected, null) : await goesOn.ModelAsync(request, cancellationToken);
        if (chosen is null) return (null, unknown);
        var (model, unusable) = await models.FindAsync(chosen, cancellationToken);
        if (model is null) return (null, unusable);
        if (await BlindAsync(id, request, model, cancellationToken) is { } blind) return (null, blind);

        return await generations.BeginAsync(
            model,
            token => request switch
            {
                { Regenerate: { } regenerate } => said.AgainAsync(id, new(regenerate.MessageId), token),
                { Continue: { } goOn } => goesOn.ContinueAsync(id, new(goOn.MessageId), model.Id, token),
                { Approval: { } approval } => goesOn.DecideAsync(id, approval, model.Id, token),
                _ => said.NewAsync(request, token),
            },
            cancellationToken);
    }

    // Files that are not there, or that the model can't look at.
    private async Task<ApiError?> BlindAsync(ConversationId id, ChatRequest request, ModelTarget model, CancellationToken cancellationToken)
    {
        MessageId? again = (request.Regenerate?.MessageId ?? request.Continue?.MessageId) is { } meant ? new(meant)
            : request.Approval is { } decision && !model.Sees ? (await goesOn.AnswerOfAsync(id, decision, cancellationToken))?.Id : null;
        return again is { } messageId
            ? await files.RefusalOfAgainAsync(id, messageId, model, cancellationToken)
            : await files.RefusalAsync(request.Message, model, cancellationToken);
    }
}
