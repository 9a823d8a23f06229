using System.Security.Claims;
using Chatbot.Auth.Contracts;

namespace Chatbot.ModelCatalog.Agents;

/// <summary>The agent that calls, by its access token.</summary>
internal sealed class CallingAgent(IHttpContextAccessor accessor)
{
    private string? Client => accessor.HttpContext?.User.FindFirstValue("sub");

    /// <summary>It belongs to the operator's own installation, and may serve any host that is not enrolled.</summary>
    public bool IsOwnInstallation => Client == Clients.Agent;

    /// <summary>It has the account that was made for this host at its enrolment.</summary>
    public bool IsEnrolledAs(string hostId) => Client == Clients.AgentOf(hostId);
}
