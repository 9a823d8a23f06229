using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Chatbot.Auth.Tokens;

internal static class AgentClientEndpoints
{
    /// <summary>For the catalog alone, which enrols agents.</summary>
    public static void MapAgentClients(this WebApplication app)
    {
        var group = app.MapGroup("/clients/agents")
            .RequireAuthorization(TokenAuthentication.RequireScope(Scopes.ManageAgents))
            .WithTags("Clients")
            .WithMetadata(new SurfaceMetadata(Surfaces.Auth));
        group.MapPost("/", MakeAsync).WithName("MakeAgentClient");
        group.MapDelete("/{hostId}", RemoveAsync).WithName("RemoveAgentClient");
    }

    private static async Task<Ok<AgentClient>> MakeAsync(AgentClientRequest request, AgentClients clients, CancellationToken cancellationToken) =>
        TypedResults.Ok(await clients.MakeAsync(request.HostId, cancellationToken));

    private static async Task<NoContent> RemoveAsync(string hostId, AgentClients clients, CancellationToken cancellationToken)
    {
        await clients.RemoveAsync(hostId, cancellationToken);
        return TypedResults.NoContent();
    }
}
