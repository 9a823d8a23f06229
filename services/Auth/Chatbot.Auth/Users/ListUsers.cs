using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Auth.Users;

/// <summary><c>GET /api/users</c>. Ids are made of the time, so that their order is that of the accounts' beginnings.</summary>
internal static class ListUsers
{
    private const int DefaultLimit = 20;
    private const int LargestLimit = 100;
    private const int LongestSearch = 254;

    public static async Task<IResult> HandleAsync(
        int? limit,
        [FromQuery(Name = "ending_before")] Guid? endingBefore,
        string? q,
        bool? guests,
        AuthDbContext db,
        ILookupNormalizer normalizer,
        CancellationToken cancellationToken)
    {
        if (limit is < 1 or > LargestLimit) return ApiError.BadRequest(Surfaces.Api, $"limit: 1 to {LargestLimit}.");
        if (q is { Length: > LongestSearch } || q?.Contains('\0') == true) return ApiError.BadRequest(Surfaces.Api, $"q: at most {LongestSearch} characters.");

        var accounts = db.Users.AsNoTracking();
        if (endingBefore is { } before) accounts = accounts.Where(account => account.Id < before);
        if (guests is not null) accounts = accounts.Where(account => account.UserType == UserTypes.Guest == guests);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var part = normalizer.NormalizeEmail(q.Trim())!;
            accounts = accounts.Where(account => account.NormalizedEmail!.Contains(part));
        }

        var size = limit ?? DefaultLimit;
        var page = await accounts.OrderByDescending(account => account.Id).Take(size + 1).ToListAsync(cancellationToken);
        return Results.Ok(new UserList([.. page.Take(size).Select(account => account.ToSummary())], page.Count > size));
    }
}
