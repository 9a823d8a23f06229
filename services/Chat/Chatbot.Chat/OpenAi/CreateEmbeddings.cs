using Chatbot.Chat.Models;
using Chatbot.ServiceDefaults.Authentication;

namespace Chatbot.Chat.OpenAi;

/// <summary><c>POST /v1/embeddings</c>: under the same admission; no message of the day.</summary>
internal static class CreateEmbeddings
{
    public static async Task<IResult> HandleAsync(
        HttpRequest http, CurrentUser user, ModelDirectory models, PassThrough upstream, ModelUsage usage, CancellationToken cancellationToken)
    {
        var (request, malformed) = await OpenAiRequest.ReadAsync(http, "input", cancellationToken);
        if (request is null) return malformed!;
        var (model, unusable) = await models.FindAsync(request.Model, cancellationToken, embedding: true);
        if (model is null) return unusable!;

        var relay = new AnswerRelay(usage.Of(request.Model), http.HttpContext.Response);
        await relay.WholeAsync(() => upstream.AskAsync(model, "embeddings", request.Body, user.Id.ToString(), cancellationToken), cancellationToken);
        return Results.Empty;
    }
}
