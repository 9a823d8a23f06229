using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using Granted = OpenIddict.Abstractions.OpenIddictConstants.Permissions;

namespace Chatbot.Auth.Tokens;

/// <summary>The product's own clients in OpenIddict's tables, brought up to date at every start; a changed secret holds from then on.</summary>
internal sealed class ClientRegistry(IOpenIddictApplicationManager applications, IOptions<ClientsOptions> options, AuthDbContext db)
{
    private static readonly Dictionary<string, string[]> Rights = new()
    {
        [Clients.Web] =
        [
            Granted.GrantTypes.ClientCredentials,
            Granted.Prefixes.Scope + Scopes.SignIn,
            Granted.Prefixes.GrantType + Clients.SessionGrant,
            Granted.Prefixes.GrantType + Clients.ApiKeyGrant,
            Granted.Prefixes.Scope + Scopes.Person,
        ],
        [Clients.Chat] = [Granted.GrantTypes.ClientCredentials, Granted.Prefixes.Scope + Scopes.Infer],
        [Clients.Catalog] = [Granted.GrantTypes.ClientCredentials, Granted.Prefixes.Scope + Scopes.ReadAgent, Granted.Prefixes.Scope + Scopes.ManageAgents],
        [Clients.Agent] = [Granted.GrantTypes.ClientCredentials, Granted.Prefixes.Scope + Scopes.ConnectAgent],
    };

    public static IReadOnlyCollection<string> ClientIds => Rights.Keys;

    public Task WriteAsync(CancellationToken cancellationToken) => db.InTransactionAsync(
        ExclusiveWork.Clients,
        async () =>
        {
            foreach (var client in ClientIds) await WriteAsync(client, cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task WriteAsync(string client, CancellationToken cancellationToken)
    {
        var descriptor = Describe(client, options.Value.SecretOf(client), client);
        if (await applications.FindByClientIdAsync(client, cancellationToken) is { } known) await applications.UpdateAsync(known, descriptor, cancellationToken);
        else await applications.CreateAsync(descriptor, cancellationToken);
    }

    /// <param name="rightsOf">One of the product's own clients.</param>
    public static OpenIddictApplicationDescriptor Describe(string clientId, string secret, string rightsOf)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = clientId,
            ClientSecret = secret,
            ClientType = OpenIddictConstants.ClientTypes.Confidential,
        };
        descriptor.Permissions.Add(Granted.Endpoints.Token);
        descriptor.Permissions.UnionWith(Rights[rightsOf]);
        return descriptor;
    }
}
