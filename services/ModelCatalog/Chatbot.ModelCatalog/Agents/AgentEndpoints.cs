using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Agents;

internal static class AgentEndpoints
{
    public static void MapAgents(this IEndpointRouteBuilder routes)
    {
        var agents = routes.MapGroup("/agents").WithTags("Agents").WithMetadata(new SurfaceMetadata(Surfaces.Hosts));
        agents.MapPost("/{hostId}/connection", ConnectAgent.HandleAsync)
            .RequireAuthorization(TokenAuthentication.RequireScope(Scopes.ConnectAgent))
            .Produces<AgentConnection>()
            .WithName("ConnectAgent");
    }
}
