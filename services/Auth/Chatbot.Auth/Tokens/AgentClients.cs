using System.Buffers.Text;
using System.Security.Cryptography;
using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using OpenIddict.Abstractions;

namespace Chatbot.Auth.Tokens;

/// <summary>The clients of enrolled agents, one for each host.</summary>
internal sealed class AgentClients(IOpenIddictApplicationManager applications, AuthDbContext db)
{
    private const int SecretBytes = 32;

    public Task<AgentClient> MakeAsync(string hostId, CancellationToken cancellationToken) => db.InTransactionAsync(
        ExclusiveWork.Clients,
        async () =>
        {
            var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
            var descriptor = ClientRegistry.Describe(Clients.AgentOf(hostId), secret, Clients.Agent);
            if (await applications.FindByClientIdAsync(descriptor.ClientId!, cancellationToken) is { } known)
                await applications.UpdateAsync(known, descriptor, cancellationToken);
            else
                await applications.CreateAsync(descriptor, cancellationToken);
            return new AgentClient(descriptor.ClientId!, secret);
        },
        cancellationToken);

    public Task RemoveAsync(string hostId, CancellationToken cancellationToken) => db.InTransactionAsync(
        ExclusiveWork.Clients,
        async () =>
        {
            if (await applications.FindByClientIdAsync(Clients.AgentOf(hostId), cancellationToken) is { } known) await applications.DeleteAsync(known, cancellationToken);
            return true;
        },
        cancellationToken);
}
