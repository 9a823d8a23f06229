using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.ServiceDefaults.Configuration;
using Chatbot.ServiceDefaults.Errors;
using Chatbot.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scalar.AspNetCore;

namespace Chatbot.ServiceDefaults;

/// <summary>What every service of the product has: telemetry, health, discovery, one error shape, one JSON dialect.</summary>
public static class ServiceDefaultsExtensions
{
    private const string LiveTag = "live";

    // A host that swallows packets is tried until the connection's own timeout; whoever probes wants to know now.
    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Call first: connection strings in URL form are translated here, before any client is registered.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        ConnectionStringUrls.Normalize(builder.Configuration);
        builder.AddTelemetry();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        builder.Services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations.Where(check => check.Timeout == Timeout.InfiniteTimeSpan)) check.Timeout = HealthTimeout;
            // Aspire's own check calls a service without Redis unready; here it goes on, on both engines.
            foreach (var check in options.Registrations.Where(check => check.Name.StartsWith("StackExchange.Redis", StringComparison.Ordinal)))
                check.FailureStatus = HealthStatus.Degraded;
        });
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new OtherReplicaHandler()).AddServiceDiscovery());
        builder.Services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        builder.Services.AddApiErrors();
        builder.Services.AddOpenApi();

        // A broker or a database that is away is one line of ours, not thirty of theirs at every attempt.
        builder.Logging.AddFilter("MassTransit", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        // What fails here is thrown too, and told by who catches it: the first migration's look for its own table above all.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        return builder;
    }

    /// <summary><c>/health</c> is readiness, <c>/alive</c> liveness, both without session; the OpenAPI document in development.</summary>
    /// <param name="alive">False where the service has an <c>/alive</c> of its own, which says more.</param>
    public static WebApplication MapDefaultEndpoints(this WebApplication app, bool alive = true)
    {
        app.MapHealthChecks("/health").AllowAnonymous().ExcludeFromDescription();
        if (alive) app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) }).AllowAnonymous().ExcludeFromDescription();
        if (app.Environment.IsDevelopment())
        {
            app.MapOpenApi().AllowAnonymous();
            app.MapScalarApiReference().AllowAnonymous();
        }

        return app;
    }

    /// <summary>The JSON of every route: camel case, nulls left out, unknown fields refused.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return options;
    }
}
