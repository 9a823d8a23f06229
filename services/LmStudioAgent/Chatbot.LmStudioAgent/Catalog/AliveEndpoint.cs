using Chatbot.LmStudioAgent.Contracts;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Catalog;

internal static class AliveEndpoint
{
    /// <summary>The liveness of every service, and who it is. Without a token: it tells no more than that.</summary>
    public static void MapAlive(this IEndpointRouteBuilder app) =>
        app.MapGet("/alive", (AgentProcess process, IOptions<AgentOptions> options) => new AgentAlive(options.Value.HostId, process.Id))
            .AllowAnonymous()
            .WithName("Alive")
            .WithSummary("Which agent process listens here.");
}
