using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Agents;

/// <summary>
/// One agent serves a host. Who asks first gets an epoch above every earlier one, by a conditional update: of several that ask
/// several replicas at once one gets it. Another one gets it only when the one before does not answer any more.
/// </summary>
internal sealed class AgentConnections(
    CatalogDbContext data, Fleet fleet, AgentProbe probe, HostRegister register, CallingAgent caller, TimeProvider time)
{
    private const int Attempts = 5;

    public async Task<(ApiError? Refused, AgentConnection? Connection)> ConnectAsync(string hostId, AgentConnect request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var host = await data.Hosts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == hostId, cancellationToken);
            if (Refusal(hostId, host) is { } refused) return (refused, null);
            if (host is null)
            {
                await data.AddHostAsync(hostId, request.Name, time.GetUtcNow(), cancellationToken);
                continue;
            }

            if (request.Epoch < host.Epoch) return (Superseded(hostId), null);
            if (request.Epoch == host.Epoch && request.AgentId == host.AgentId)
            {
                if (await RenewAsync(host, cancellationToken)) return (null, new AgentConnection(host.Epoch, host.Configuration));
                continue;
            }

            if (await OtherAgentAsync(host, request.AgentId, cancellationToken) is { } other) return (Served(hostId, other), null);

            var epoch = Math.Max(host.Epoch, request.Epoch ?? 0) + 1;
            if (!await TakeAsync(host, request, epoch, cancellationToken)) continue;
            await register.RefreshAsync(cancellationToken);
            return (null, new AgentConnection(epoch, host.Configuration));
        }

        return (ApiError.Conflict(Surfaces.Hosts) with { Message = $"Several agents ask for host '{hostId}' at once. Please leave one of them running." }, null);
    }

    private ApiError? Refusal(string hostId, HostRow? host) => host switch
    {
        { RemovedAt: not null } => ApiError.Forbidden(Surfaces.Hosts) with { Message = $"Host '{hostId}' was removed. Someone who manages hosts can add it again." },
        { EnrolledAt: not null } when caller.IsEnrolledAs(hostId) => null,
        { EnrolledAt: not null } => ApiError.Forbidden(Surfaces.Hosts) with { Message = $"Host '{hostId}' is served by the agent that was enrolled for it." },
        _ when caller.IsOwnInstallation => null,
        _ => ApiError.Forbidden(Surfaces.Hosts) with { Message = $"This agent's account is not for host '{hostId}'." },
    };

    private async Task<Uri?> OtherAgentAsync(HostRow host, Guid agentId, CancellationToken cancellationToken)
    {
        var heardAfter = time.GetUtcNow() - Fleet.Silence;
        var isHeard = host.ConnectedAt > heardAfter || (fleet.Hosts.TryGetValue(host.Id, out var state) && state.LastSeenAt > heardAfter);
        if (host.AgentId is null || host.AgentId == agentId || !isHeard || (host.EnrolledAddress ?? host.AgentAddress) is not { } address) return null;

        var alive = await probe.AskAsync(new Uri(address), host.CertificateSha256, cancellationToken);
        return alive?.AgentId == host.AgentId ? new Uri(address) : null;
    }

    private async Task<bool> RenewAsync(HostRow host, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await Unchanged(host).ExecuteUpdateAsync(row => row.SetProperty(to => to.ConnectedAt, now), cancellationToken) == 1;
    }

    private async Task<bool> TakeAsync(HostRow host, AgentConnect request, long epoch, CancellationToken cancellationToken)
    {
        var (now, address) = (time.GetUtcNow(), request.Address.AbsoluteUri);
        var certificate = host.EnrolledAt is null ? request.CertificateSha256 : host.CertificateSha256;
        return await Unchanged(host).ExecuteUpdateAsync(
            row => row
                .SetProperty(to => to.Epoch, epoch)
                .SetProperty(to => to.AgentId, request.AgentId)
                .SetProperty(to => to.AgentAddress, address)
                .SetProperty(to => to.CertificateSha256, certificate)
                .SetProperty(to => to.ConnectedAt, now),
            cancellationToken) == 1;
    }

    private IQueryable<HostRow> Unchanged(HostRow host) => data.Hosts.Where(row =>
        row.Id == host.Id && row.Epoch == host.Epoch && row.AgentId == host.AgentId && row.EnrolledAt == host.EnrolledAt && row.RemovedAt == null);

    private static ApiError Served(string hostId, Uri other) => ApiError.Conflict(Surfaces.Hosts) with
    {
        Message = $"Another agent, at {other}, serves host '{hostId}'. Please stop one of the two, or give this one another host id.",
    };

    private static ApiError Superseded(string hostId) => ApiError.Conflict(Surfaces.Hosts) with
    {
        Message = $"Another agent has taken host '{hostId}' over from this one.",
    };
}
