using System.Collections.Concurrent;
using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>Sessions and tokens; a person's token is <c>person-</c> and the handle.</summary>
internal sealed partial class FakeAuth
{
    public const string TakenEmail = "taken@example.com";
    public const string SetupCode = "1234-5678";

    private readonly ConcurrentDictionary<string, SessionUser> _sessions = new();
    private readonly ConcurrentDictionary<string, Guid> _people = new();
    private int _exchanges;

    /// <summary>Handles by the API keys that stand for them.</summary>
    public ConcurrentDictionary<string, string> Keys { get; } = new();

    public int Exchanges => _exchanges;

    public int GuestsMade { get; private set; }

    public bool IsAway { get; set; }

    public bool NeedsSetupCode { get; set; }

    /// <summary>Of everyone; guests have none.</summary>
    public IReadOnlyList<string> Permissions { get; set; } = [Auth.Contracts.Permissions.ModelsLoad, Auth.Contracts.Permissions.ModelsUnload];

    public Registration? LastRegistration { get; private set; }

    public List<string> Ended { get; } = [];

    public int TokenLifetime { get; set; } = 600;

    public void Revoke() => _sessions.Clear();

    public SessionUser? UserOf(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is var bearer && bearer.StartsWith("Bearer person-", StringComparison.Ordinal)
            ? _sessions.GetValueOrDefault(bearer["Bearer person-".Length..])
            : null;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/connect/token", (Delegate)TokenAsync);
        app.MapGet("/.well-known/{**rest}", (HttpContext context) => $"{context.Request.Host} {context.Request.Path}");
        app.MapPost("/signin/guest", () =>
        {
            if (IsAway) return Results.StatusCode(503);
            GuestsMade++;
            return Results.Ok(Start(null, UserTypes.Guest));
        });
        app.MapPost("/signin/password", (PasswordSignIn body) =>
            body.Password == "correct horse" ? Results.Ok(Start(body.Email, UserTypes.Regular)) : Results.StatusCode(401));
        app.MapPost("/signin/register", (Registration body) =>
        {
            LastRegistration = body;
            if (NeedsSetupCode && body.SetupCode != SetupCode) return Results.StatusCode(403);
            return body.Email == TakenEmail ? Results.StatusCode(409) : Results.Ok(Start(body.Email, UserTypes.Admin));
        });
        app.MapPost("/signin/end", (SessionEnd body) =>
        {
            Ended.Add(body.Handle);
            _sessions.TryRemove(body.Handle, out _);
            return Results.NoContent();
        });
        MapAccounts(app);
        app.MapGet("/api/auth/session", (HttpContext context) => UserOf(context) is { } user
            ? Results.Ok(new SessionResponse(user, new Entitlements(20, ["*"], user.Type == UserTypes.Guest ? [] : Permissions)))
            : Results.StatusCode(401));
    }

    /// <summary>An account with a key and no session of its own.</summary>
    public string MakeKey()
    {
        var key = $"sk-chatbot-{Guid.CreateVersion7():n}";
        Keys[key] = Start("owner@example.com", UserTypes.Regular).Handle;
        return key;
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        if (IsAway) return Results.StatusCode(503);
        var form = await context.Request.ReadFormAsync();
        if (form["grant_type"] == "client_credentials") return Results.Ok(new Dictionary<string, object> { ["access_token"] = "service", ["expires_in"] = 600 });
        Interlocked.Increment(ref _exchanges);
        await Task.Yield();
        var handle = form["grant_type"] == Auth.Contracts.Clients.ApiKeyGrant ? Keys.GetValueOrDefault(form["key"].ToString(), "") : form["session"].ToString();
        return _sessions.ContainsKey(handle)
            ? Results.Ok(new Dictionary<string, object> { ["access_token"] = $"person-{handle}", ["expires_in"] = TokenLifetime })
            : Results.Json(new Dictionary<string, string> { ["error"] = "invalid_grant" }, statusCode: 400);
    }

    private SignedIn Start(string? email, string type)
    {
        var signedIn = new SignedIn(Guid.CreateVersion7().ToString("n"), new SessionUser(email is null ? Guid.CreateVersion7() : _people.GetOrAdd(email, _ => Guid.CreateVersion7()), email, type));
        _sessions[signedIn.Handle] = signedIn.User;
        return signedIn;
    }
}
