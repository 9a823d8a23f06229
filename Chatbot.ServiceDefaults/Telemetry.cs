using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Chatbot.ServiceDefaults;

internal static class Telemetry
{
    /// <summary>Traces, metrics and logs, sent to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> where that is set.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Chatbot.*", "MassTransit", "Npgsql", "Experimental.Microsoft.Extensions.AI"))
            .WithTracing(tracing => tracing
                .AddSource("Chatbot.*", "MassTransit", "Npgsql", "Experimental.Microsoft.Extensions.AI")
                .AddAspNetCoreInstrumentation(options => options.Filter = context =>
                    context.Request.Path != "/health" && context.Request.Path != "/alive")
                .AddHttpClientInstrumentation());

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) telemetry.UseOtlpExporter();
    }
}
