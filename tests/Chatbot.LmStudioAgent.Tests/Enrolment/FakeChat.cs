using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Chatbot.LmStudioAgent.Tests.Enrolment;

/// <summary>The chat's page as an agent on another machine sees it: enrolment, tokens, the keys that sign them, the catalog.</summary>
internal sealed class FakeChat : IAsyncDisposable
{
    public const string Token = "desk.secret";
    public const string Issuer = "http://auth/";
    public static readonly AgentCredentials Credentials = new("shelf", "The shelf", Clients.AgentOf("shelf"), "its-secret", "amqp://shelf:pw@127.0.0.1:1/");
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly WebApplication _app;

    private FakeChat(WebApplication app) => _app = app;

    public Uri Origin => new(_app.Urls.Single());

    public ConcurrentQueue<AgentEnrolment> Enrolments { get; } = [];

    public ConcurrentQueue<AgentConnect> Connections { get; } = [];

    /// <summary>Client and secret of every request for a token.</summary>
    public ConcurrentQueue<(string Client, string Secret)> TokenRequests { get; } = [];

    /// <summary>What an enrolment is answered while it is not null.</summary>
    public RequestDelegate? OnEnrol { get; set; }

    /// <summary>What a connection is answered while it is not null.</summary>
    public RequestDelegate? OnConnect { get; set; }

    public static async Task<FakeChat> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var chat = new FakeChat(app);
        app.MapPost("/agents/enrol", chat.EnrolAsync);
        app.MapPost("/connect/token", chat.TokenAsync);
        app.MapPost("/agents/shelf/connection", chat.ConnectAsync);
        app.MapGet("/.well-known/openid-configuration", context => WriteAsync(context, new { issuer = Issuer, jwks_uri = $"{Issuer}.well-known/jwks" }));
        app.MapGet("/.well-known/jwks", context => WriteAsync(context, new { keys = new[] { chat.PublicKey } }));
        await app.StartAsync();
        return chat;
    }

    private object PublicKey
    {
        get
        {
            var parameters = _key.Rsa.ExportParameters(false);
            return new { kty = "RSA", use = "sig", alg = "RS256", kid = _key.KeyId, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
        }
    }

    /// <summary>An access token as auth makes it.</summary>
    public string Sign(string scope) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Audiences.AgentOf(Credentials.HostId),
        Subject = new ClaimsIdentity([new Claim("sub", Clients.Chat), new Claim("scope", scope)]),
        Expires = TimeProvider.System.GetUtcNow().AddMinutes(10).UtcDateTime,
        TokenType = "at+jwt",
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task EnrolAsync(HttpContext context)
    {
        var request = (await context.Request.ReadFromJsonAsync<AgentEnrolment>())!;
        var used = !Enrolments.IsEmpty;
        Enrolments.Enqueue(request);
        if (OnEnrol is { } answer) await answer(context);
        else if (used || request.Token != Token) await RefuseAsync(context);
        else await WriteAsync(context, Credentials);
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        TokenRequests.Enqueue((form["client_id"]!, form["client_secret"]!));
        await WriteAsync(context, new { access_token = "its-token", expires_in = 600 });
    }

    private async Task ConnectAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != "Bearer its-token")
        {
            context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
            return;
        }

        Connections.Enqueue((await context.Request.ReadFromJsonAsync<AgentConnect>())!);
        if (OnConnect is { } answer) await answer(context);
        else await WriteAsync(context, new AgentConnection(3, new HostConfiguration()));
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
        return WriteAsync(context, new { code = "unauthorized:hosts", message = "The token is unknown." });
    }

    private static Task WriteAsync(HttpContext context, object body) => context.Response.WriteAsJsonAsync(body, body.GetType(), JsonSerializerOptions.Web);
}
