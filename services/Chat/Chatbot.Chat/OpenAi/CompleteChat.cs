using Chatbot.Chat.Conversations;
using Chatbot.Chat.Limits;
using Chatbot.Chat.Models;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.OpenAi;

/// <summary><c>POST /v1/chat/completions</c>: one message of the day, answered in one piece or as a stream.</summary>
internal static class CompleteChat
{
    private const string Path = "chat/completions";

    public static async Task<IResult> HandleAsync(
        HttpRequest http, CurrentUser user, ModelDirectory models, DailyLimit limit, PassThrough upstream, ModelUsage usage, CancellationToken cancellationToken)
    {
        var (request, malformed) = await OpenAiRequest.ReadAsync(http, "messages", cancellationToken);
        if (request is null) return malformed!;
        var (model, unusable) = await models.FindAsync(request.Model, cancellationToken);
        if (model is null) return unusable!;

        var person = new PersonId(user.Id);
        if (await limit.ReserveAsync(person, user.MessagesPerDay, cancellationToken) is { } wait) return ApiError.RateLimit(Surfaces.Chat, wait);

        var relay = new AnswerRelay(usage.Of(request.Model), http.HttpContext.Response);
        try
        {
            Task<UpstreamAnswer> AskAsync() => upstream.AskAsync(model, Path, request.Body, person.ToString(), cancellationToken);
            var format = new FormatFallback(request.Body);
            await (request.Stream ? relay.StreamAsync(AskAsync, cancellationToken) : relay.WholeAsync(() => format.AskAsync(AskAsync), cancellationToken, format.Read));
            return Results.Empty;
        }
        finally
        {
            // What no model was given, or failed to answer, is not spent; who hangs up on a model at work has had its time.
            if (!relay.HasBegun && (!upstream.WasAsked || relay.HasFailed)) await limit.GiveBackAsync(person, user.MessagesPerDay);
        }
    }
}
