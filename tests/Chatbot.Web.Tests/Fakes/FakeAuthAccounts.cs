using System.Collections.Concurrent;
using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>Keys, passwords and everybody's accounts.</summary>
internal sealed partial class FakeAuth
{
    public const string NewKey = "sk-chatbot-shown-once";

    public ConcurrentDictionary<Guid, ApiKeySummary> OwnKeys { get; } = new();

    /// <summary>As an admin sees them.</summary>
    public ConcurrentDictionary<Guid, UserSummary> Users { get; } = new();

    public List<UserPatch> Patches { get; } = [];

    /// <summary>How many pages of them were asked for.</summary>
    public int UsersAsked { get; private set; }

    public UserSummary AddUser(string? email, string type, DateTimeOffset? begun = null)
    {
        var at = begun ?? TimeProvider.System.GetUtcNow();
        var user = new UserSummary(Guid.CreateVersion7(at), email, type, at, false);
        return Users[user.Id] = user;
    }

    private void MapAccounts(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/keys", () => new ApiKeyList([.. OwnKeys.Values.OrderByDescending(key => key.Id)]));
        app.MapPost("/api/keys", (ApiKeyRequest request) =>
        {
            var key = new ApiKeySummary(Guid.CreateVersion7(), request.Name, "sk-chatbot-show", request.Scopes ?? ["v1"], TimeProvider.System.GetUtcNow(), null, null);
            OwnKeys[key.Id] = key;
            return Results.Json(new NewApiKey(key.Id, key.Name, key.Prefix, key.Scopes, key.CreatedAt, null, NewKey), statusCode: 201);
        });
        app.MapDelete("/api/keys", (string id) =>
        {
            Keys.TryRemove(id, out _);
            if (Guid.TryParse(id, out var own)) OwnKeys.TryRemove(own, out _);
            return Results.NoContent();
        });
        app.MapPost("/signin/password/change", (PasswordChange change) =>
        {
            if (!_sessions.TryGetValue(change.Handle, out var user) || change.Password != "correct horse") return Results.StatusCode(401);
            foreach (var (handle, owner) in _sessions.ToArray())
            {
                if (owner.Id == user.Id) _sessions.TryRemove(handle, out _);
            }

            var signedIn = new SignedIn(Guid.CreateVersion7().ToString("n"), user);
            _sessions[signedIn.Handle] = user;
            return Results.Ok(signedIn);
        });
        app.MapGet("/api/users", List);
        app.MapPatch("/api/users/{id:guid}", (HttpContext context, Guid id, UserPatch patch) =>
        {
            if (!MayManage(context)) return Forbidden();
            Patches.Add(patch);
            return Results.Ok(Users[id] = Users[id] with { Type = patch.Type ?? Users[id].Type, Disabled = patch.Disabled ?? Users[id].Disabled });
        });
    }

    private IResult List(HttpContext context, int limit, Guid? ending_before, string? q, bool? guests)
    {
        UsersAsked++;
        if (!MayManage(context)) return Forbidden();
        var found = Users.Values
            .Where(user => q is null || user.Email?.Contains(q, StringComparison.OrdinalIgnoreCase) == true)
            .Where(user => guests is null || user.Type == UserTypes.Guest == guests)
            .Where(user => ending_before is not { } before || user.Id.CompareTo(before) < 0)
            .OrderByDescending(user => user.Id).ToList();
        return Results.Ok(new UserList([.. found.Take(limit)], found.Count > limit));
    }

    private bool MayManage(HttpContext context) => UserOf(context) is not null && Permissions.Contains(Auth.Contracts.Permissions.UsersManage);

    private static IResult Forbidden() => Results.Json(new { code = "forbidden:admin", message = "Your account does not have access to this feature." }, statusCode: 403);
}
