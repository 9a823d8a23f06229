using Chatbot.LmStudioAgent.Contracts;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Catalog;

internal static class AliveEndpoint
{
    /// <summary>Without a token: it tells no more than that somebody is there, and who.</summary>
    public static void MapAlive(this IEndpointRouteBuilder app) =>
        app.MapGet("/alive", (AgentProcess process, IOptions<AgentOptions> options) => new AgentAlive(options.Value.HostId, process.Id))
            .AllowAnonymous()
            // Before the liveness check of every service, which has the same path and says less.
            .WithOrder(-1)
            .WithName("Alive")
            .WithSummary("Which agent process listens here.");
}
