using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Chatbot.Auth.Sessions;

internal static class EndSession
{
    /// <summary>Ending what has ended already is no error.</summary>
    public static async Task<NoContent> HandleAsync(SessionEnd request, SessionStore sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(new SessionHandle(request.Handle), cancellationToken);
        return TypedResults.NoContent();
    }
}
