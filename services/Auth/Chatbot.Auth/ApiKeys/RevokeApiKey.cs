using Chatbot.Auth.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.ApiKeys;

/// <summary>Tokens got for it before end within ten minutes; the web forgets its own at once.</summary>
internal static class RevokeApiKey
{
    public static async Task<IResult> HandleAsync(Guid id, CurrentUser user, AuthDbContext db, CancellationToken cancellationToken)
    {
        var own = user.Id;
        // Another person's key and none at all are the same: there is nothing to learn here.
        return await db.ApiKeys.Where(key => key.Id == id && key.AccountId == own).ExecuteDeleteAsync(cancellationToken) == 1
            ? TypedResults.NoContent()
            : ApiError.NotFound(Surfaces.Auth, "id");
    }
}
