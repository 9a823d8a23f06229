using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ModelCatalog.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Enrolment;

/// <summary>Tokens that enrol an agent, and what comes of one: the host's address, fixed, and accounts of its own.</summary>
internal sealed class Enrolments(CatalogDbContext data, AgentAccounts accounts, HostRegister register, EnrolledHosts news, TimeProvider time)
{
    /// <summary>Null where there is a host of this id that was not removed.</summary>
    public async Task<EnrolmentToken?> AddAsync(string id, string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!await data.AddHostAsync(id, name, now, cancellationToken))
        {
            var back = await data.Hosts.Where(row => row.Id == id && row.RemovedAt != null).ExecuteUpdateAsync(
                row => row
                    .SetProperty(host => host.RemovedAt, (DateTimeOffset?)null)
                    .SetProperty(host => host.EnrolledAt, (DateTimeOffset?)null)
                    .SetProperty(host => host.EnrolledAddress, (string?)null)
                    .SetProperty(host => host.CertificateSha256, (string?)null)
                    .SetProperty(host => host.LastSeenAt, now),
                cancellationToken);
            if (back == 0) return null;
        }

        await data.Hosts.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(host => host.GivenName, name), cancellationToken);
        return await RenewAsync(id, cancellationToken);
    }

    /// <summary>Null where there is no such host. An earlier token holds no longer.</summary>
    public async Task<EnrolmentToken?> RenewAsync(string id, CancellationToken cancellationToken)
    {
        var (token, text) = OneTimeToken.New(id);
        var (hash, until) = (token.Hash, time.GetUtcNow() + OneTimeToken.Life);
        var found = await data.Hosts.Where(row => row.Id == id && row.RemovedAt == null).ExecuteUpdateAsync(
            row => row.SetProperty(host => host.TokenHash, hash).SetProperty(host => host.TokenExpiresAt, until), cancellationToken) == 1;
        if (!found) return null;

        await register.RefreshAsync(cancellationToken);
        return new EnrolmentToken(id, text, until);
    }

    /// <summary>Null where the token is unknown, used or too old.</summary>
    public async Task<AgentCredentials?> EnrolAsync(AgentEnrolment request, CancellationToken cancellationToken)
    {
        if (OneTimeToken.Read(request.Token) is not { } token) return null;

        var host = await data.Hosts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == token.HostId && row.RemovedAt == null, cancellationToken);
        if (host is null || !token.IsSameAs(host.TokenHash) || host.TokenExpiresAt < time.GetUtcNow()) return null;

        var credentials = await data.WithAccountsOfAsync(host.Id, () => MakeAsync(host, request, cancellationToken), cancellationToken);
        if (credentials is null) return null;

        await register.RefreshAsync(cancellationToken);
        news.Tell();
        return credentials;
    }

    private async Task<AgentCredentials?> MakeAsync(HostRow host, AgentEnrolment request, CancellationToken cancellationToken)
    {
        if (!await UseAsync(host, request, cancellationToken)) return null;
        try
        {
            return await accounts.MakeAsync(host.Id, host.GivenName ?? host.Name, cancellationToken);
        }
        catch
        {
            // Whoever makes accounts is away: the agent tries again with the same token.
            await GiveBackAsync(host);
            throw;
        }
    }

    // Of two that use it at once one does.
    private async Task<bool> UseAsync(HostRow host, AgentEnrolment request, CancellationToken cancellationToken)
    {
        var (now, address, certificate, hash) = (time.GetUtcNow(), request.Address.AbsoluteUri, request.CertificateSha256, host.TokenHash);
        return await data.Hosts.Where(row => row.Id == host.Id && row.TokenHash == hash && row.RemovedAt == null).ExecuteUpdateAsync(
            row => row
                .SetProperty(to => to.TokenHash, (byte[]?)null)
                .SetProperty(to => to.EnrolledAt, now)
                .SetProperty(to => to.EnrolledAddress, address)
                .SetProperty(to => to.CertificateSha256, certificate)
                .SetProperty(to => to.AgentId, (Guid?)null)
                .SetProperty(to => to.HasAccountsToRemove, false),
            cancellationToken) == 1;
    }

    private Task<int> GiveBackAsync(HostRow before) => data.Hosts.Where(row => row.Id == before.Id && row.TokenHash == null && row.RemovedAt == null).ExecuteUpdateAsync(
        row => row
            .SetProperty(to => to.TokenHash, before.TokenHash)
            .SetProperty(to => to.EnrolledAt, before.EnrolledAt)
            .SetProperty(to => to.EnrolledAddress, before.EnrolledAddress)
            .SetProperty(to => to.CertificateSha256, before.CertificateSha256)
            .SetProperty(to => to.AgentId, before.AgentId)
            .SetProperty(to => to.HasAccountsToRemove, before.HasAccountsToRemove),
        CancellationToken.None);
}
