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
        ChatRequest request, ModelDirectory models, ConversationAccess access, WhatIsSaid said, AttachedFiles files, GenerationStart generations, CancellationToken cancellationToken)
    {
        if (ChatRequestRules.Violation(request) is { } violation) return ApiError.BadRequest(Surfaces.Api, violation);

        var id = new ConversationId(request.Id);
        if (await access.RefusalAsync(id, mustExist: request.Regenerate is not null, cancellationToken) is { } refusal) return refusal;

        var (model, unusable) = await models.FindAsync(request.SelectedChatModel!, cancellationToken);
        if (model is null) return unusable!;
        if (await files.RefusalAsync(request.Message, model, cancellationToken) is { } useless) return useless;

        var (started, error) = await generations.BeginAsync(
            model,
            token => request.Regenerate is { } regenerate ? said.AgainAsync(id, new(regenerate.MessageId), token) : said.NewAsync(request, token),
            cancellationToken);
        return started is null ? error! : new EventStreamResult(started.Log.ReadAsync(0, cancellationToken));
    }
}
