using Chatbot.Chat.Contracts;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Streaming;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.Conversations;

/// <summary><c>POST /api/chat</c>: stores what is new, starts the answer, and tails it.</summary>
internal static class PostChat
{
    public static async Task<IResult> HandleAsync(ChatRequest request, IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        if (ChatRequestRules.Violation(request) is { } violation) return ApiError.BadRequest(Surfaces.Api, violation);

        // In a scope of its own: who reads an answer for minutes holds no database context for that.
        await using var scope = scopes.CreateAsyncScope();
        var (started, error) = await scope.ServiceProvider.GetRequiredService<ChatTurn>().BeginAsync(request, cancellationToken);
        return started is null ? error! : new EventStreamResult(started.Log.ReadAsync(0, cancellationToken), started.Order.Id);
    }
}
