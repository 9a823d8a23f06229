using Chatbot.LmStudioSimulator.Access;
using Chatbot.LmStudioSimulator.Control;
using Chatbot.LmStudioSimulator.Faults;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.OpenAi;
using Chatbot.LmStudioSimulator.Rest;
using Chatbot.LmStudioSimulator.Socket;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Chatbot.LmStudioSimulator;

/// <summary>Composition root: simulated LM Studio hosts, with everything they listen to.</summary>
internal static class Simulator
{
    public static void AddSimulator(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SimulatedHosts>();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<SimulatedHosts>((kestrel, hosts) => hosts.Listen(kestrel));
        builder.Services.AddHealthChecks();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    }

    public static void MapSimulator(this WebApplication app)
    {
        // Settings that are wrong are told before anything listens.
        app.Services.GetRequiredService<SimulatedHosts>();

        app.UseWebSockets();
        app.Use((context, next) => FaultyPipeline.InvokeAsync(context, next));
        app.Use((context, next) => ApiToken.InvokeAsync(context, next));
        app.UseRouting();
        app.MapControl();
        app.MapGreetings();
        app.MapRestV1();
        app.MapRestV0();
        app.MapOpenAi();
        app.MapSockets();
        app.MapHealthChecks("/health");
        // As LM Studio does: a route that it does not know is no 404.
        app.MapFallback("{**path}", Unexpected);
    }

    /// <summary>LM Studio's answer to a route or method that it does not know.</summary>
    internal static IResult Unexpected(HttpContext context) =>
        Results.Json(new { error = $"Unexpected endpoint or method. ({context.Request.Method} {context.Request.Path})" });

    private static void MapGreetings(this WebApplication app)
    {
        app.MapGet("/lmstudio-greeting", () => new { lmstudio = true });
        app.MapGet("/lms-status", (HttpContext context, SimulatedHost host) =>
            host.Features.LmsStatus ? Results.Json(new { package = "lmstudio", version = host.Options.Version }) : Unexpected(context));
    }
}
