using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.ApiKeys;

internal static class ListApiKeys
{
    public static async Task<Ok<ApiKeyList>> HandleAsync(CurrentUser user, AuthDbContext db, CancellationToken cancellationToken)
    {
        var own = user.Id;
        return TypedResults.Ok(new ApiKeyList(await db.ApiKeys
            .Where(key => key.AccountId == own)
            .OrderByDescending(key => key.CreatedAt).ThenByDescending(key => key.Id)
            .Select(key => new ApiKeySummary(key.Id, key.Name, key.Prefix, key.Scopes, key.CreatedAt, key.LastUsedAt, key.ExpiresAt))
            .ToListAsync(cancellationToken)));
    }
}
