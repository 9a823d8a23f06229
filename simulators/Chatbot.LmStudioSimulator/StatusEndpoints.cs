using Chatbot.LmStudioSimulator.Hosts;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioSimulator;

internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/lmstudio-greeting", () => new { lmstudio = true });
        routes.MapGet("/lms-status", (IOptions<SimulatorOptions> options) => new { package = "lmstudio", version = options.Value.Version });

        // Not LM Studio's: how one sees that no real machine stands behind these answers.
        routes.MapGet("/simulator", (SimulatedHost host, IOptions<SimulatorOptions> options) => new
        {
            simulated = true,
            version = options.Value.Version,
            models = host.Models.Select(model => model.Key),
            instances = host.Instances.Select(instance => instance.Identifier),
            host.LoadsStarted,
        });
    }
}
