using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.ApiKeys;

internal static class CreateApiKey
{
    // Nobody keeps track of more, and each is one more that may leak.
    private const int Most = 50;

    public static async Task<IResult> HandleAsync(ApiKeyRequest request, CurrentUser user, AuthDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var (name, scopes) = (request.Name.Trim(), request.Scopes ?? [ApiKeyScopes.V1]);
        if (name.Length == 0 || name.Any(char.IsControl)) return ApiError.BadRequest(Surfaces.Api, "name: 1 to 100 characters on one line.");
        if (scopes.Count == 0 || scopes.Any(scope => scope is not (ApiKeyScopes.V1 or ApiKeyScopes.Api))) return ApiError.BadRequest(Surfaces.Api, "scopes: v1, api, or both.");

        var (own, now) = (user.Id, time.GetUtcNow());
        if (await db.ApiKeys.CountAsync(key => key.AccountId == own, cancellationToken) >= Most)
            return ApiError.Conflict(Surfaces.Auth, $"An account has {Most} keys at most: revoke one first.");

        var secret = ApiKeySecret.Create();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(),
            AccountId = own,
            Name = name,
            Prefix = secret.Prefix,
            Hash = secret.Hash(),
            Scopes = [.. scopes.Distinct()],
            CreatedAt = now,
            ExpiresAt = request.ExpiresInDays is { } days ? now.AddDays(days) : null,
        };
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        return Results.Json(
            new NewApiKey(key.Id, key.Name, key.Prefix, key.Scopes, key.CreatedAt, key.ExpiresAt, secret.Value), statusCode: StatusCodes.Status201Created);
    }
}
