using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Chatbot.Auth.Sessions;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Chatbot.Auth.Accounts;

internal static class StartGuest
{
    public static async Task<Results<Ok<SignedIn>, ApiError>> HandleAsync(
        IOptions<GuestOptions> options, AuthDbContext db, SessionStore sessions, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled) return ApiError.Forbidden(Surfaces.Auth, "Guests are switched off.");

        var guest = Account.Guest(time.GetUtcNow());
        db.Users.Add(guest);
        var handle = sessions.Start(guest);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new SignedIn(handle.Value, guest.ToSessionUser()));
    }
}
