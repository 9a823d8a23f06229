using System.ComponentModel.DataAnnotations;
using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Chatbot.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using StackExchange.Redis;

namespace Chatbot.ServiceDefaults.Tests;

/// <summary>A service made of the defaults alone.</summary>
public sealed class TestService : IAsyncLifetime
{
    private WebApplication _app = null!;

    public enum Shade
    {
        LightBlue,
        DeepRed,
    }

    internal static IReadOnlyDictionary<string, Exception> Outages { get; } = new Dictionary<string, Exception>
    {
        ["postgres"] = new NpgsqlException("away", new IOException()),
        ["postgres-retried"] = new RetryLimitExceededException("away"),
        ["redis"] = new RedisException("away"),
        ["time"] = new InvalidOperationException("in between", new TimeoutException()),
        ["constraint"] = new PostgresException("twice", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation),
    };

    internal LogLines Log { get; } = new();

    public static string Token { get; } = TestTokens.For(TestUser.Regular(), Audiences.Chat);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults();
        builder.AddTokenAuthentication(Audiences.Chat);
        builder.Services.TrustTestTokens();
        builder.Services.AddValidation();
        builder.Logging.ClearProviders().AddProvider(Log);

        _app = builder.Build();
        _app.UseApiErrors();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapDefaultEndpoints();
        var group = _app.MapGroup("/paints").WithMetadata(new SurfaceMetadata(Surfaces.Chat));
        group.MapPost("/", (Paint paint) => paint);
        group.MapGet("/{id}", (Guid id, int limit) => Results.Ok(new { id, limit }));
        group.MapGet("/gone", () => ApiError.NotFound(Surfaces.Chat, "It is gone."));
        group.MapGet("/busy", () => ApiError.RateLimit(Surfaces.Chat, TimeSpan.FromSeconds(1.2)));
        group.MapGet("/broken", string () => throw new InvalidOperationException("the inside"));
        group.MapGet("/away/{what}", string (string what) => throw new InvalidOperationException("the outside", Outages[what]));
        group.MapDelete("/", () => Results.NoContent()).RequirePermission(Permissions.ModelsUnload);
        await _app.StartAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public HttpClient Client(string? token)
    {
        var client = _app.GetTestClient();
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public sealed record Paint(
        [Required, StringLength(10)] string Name, Shade Shade, int Litres, IReadOnlyList<Layer>? Layers = null, string? Note = null);

    public sealed record Layer([Range(1, 9)] int Thickness)
    {
        public required string Tool { get; init; }
    }
}
