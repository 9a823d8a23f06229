using Chatbot.Auth.Accounts;
using Chatbot.Auth.Data;
using Chatbot.Auth.Keys;
using Chatbot.Auth.Tokens;
using Chatbot.ServiceDefaults.Data;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chatbot.Auth;

/// <summary>Between the migration and the first request: clients, signing keys, and the set-up code in the log.</summary>
internal sealed class Readiness : IHealthCheck
{
    private volatile bool _ready;

    public bool Reached => _ready;

    public void Reach() => _ready = true;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_ready ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Clients and keys are being prepared."));
}

internal sealed class Preparation(
    MigrationState<AuthDbContext> migrations,
    IServiceScopeFactory scopes,
    KeyRefresh keys,
    SetupCodeAnnouncement setupCode,
    Readiness readiness) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migrations.Done.WaitAsync(stoppingToken);
        await using (var scope = scopes.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<ClientRegistry>().WriteAsync(stoppingToken);
        }

        await keys.RefreshAsync(stoppingToken);
        await setupCode.AnnounceAsync(stoppingToken);
        var fresh = keys.KeepFreshAsync(stoppingToken);
        readiness.Reach();
        await fresh;
    }
}

internal static class ReadinessExtensions
{
    public static void AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddHostedService<Preparation>();
        services.AddHealthChecks().AddCheck<Readiness>("preparation");
    }

    /// <summary>Until then every route but the two of health answers 503.</summary>
    public static void UseReadiness(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Use(async (context, next) =>
        {
            if (readiness.Reached || context.Request.Path == "/health" || context.Request.Path == "/alive") await next(context);
            else await new ApiError(ErrorTypes.Offline, Surfaces.Auth, RetryAfter: TimeSpan.FromSeconds(1)).ExecuteAsync(context);
        });
    }
}
