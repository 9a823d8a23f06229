using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Chatbot.Auth.Sessions;

internal static class ShowSession
{
    /// <summary>What the token says: it is at most ten minutes old, and every other service goes by it too.</summary>
    public static Ok<SessionResponse> Handle(CurrentUser user) =>
        TypedResults.Ok(new SessionResponse(
            new SessionUser(user.Id, user.Email, user.Type),
            new Contracts.Entitlements(user.MessagesPerDay, user.Models, user.Permissions)));
}
