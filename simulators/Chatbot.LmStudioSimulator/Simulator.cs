using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.OpenAi;
using Chatbot.LmStudioSimulator.Rest;
using Chatbot.LmStudioSimulator.Script;
using Chatbot.LmStudioSimulator.Socket;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioSimulator;

/// <summary>Composition root: one simulated LM Studio host, with everything it listens to.</summary>
internal static class Simulator
{
    public static void AddSimulator(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SimulatorOptions>().BindConfiguration(SimulatorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SimulatorOptions>, ValidateSimulatorOptions>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SimulatedHost>();
        builder.Services.AddSingleton<AnswerScript>();
        builder.Services.AddSingleton<Generation>();
        builder.Services.AddSingleton<SocketNamespaces>();
        builder.Services.AddHealthChecks();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    }

    public static void MapSimulator(this WebApplication app)
    {
        app.UseWebSockets();
        app.MapStatus();
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
}
