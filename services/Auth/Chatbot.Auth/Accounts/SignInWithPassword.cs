using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Chatbot.Auth.Sessions;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Chatbot.Auth.Accounts;

internal static class SignInWithPassword
{
    public static async Task<Results<Ok<SignedIn>, ApiError>> HandleAsync(
        PasswordSignIn request, PasswordAttempts attempts, SessionStore sessions, AuthDbContext db, CancellationToken cancellationToken)
    {
        if (await attempts.TryAsync(request.Email, request.Password, cancellationToken) is not { } account)
            return new ApiError(ErrorTypes.Unauthorized, Surfaces.Auth, Message: "The address or the password is not right.");

        db.Attach(account);
        var handle = sessions.Start(account);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new SignedIn(handle.Value, account.ToSessionUser()));
    }
}
