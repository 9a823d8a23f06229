using Chatbot.Auth.Contracts;
using Microsoft.Extensions.Options;

namespace Chatbot.Auth.Tokens;

/// <summary>Section <c>Clients</c>: the secret of each of the product's own clients.</summary>
internal sealed class ClientsOptions
{
    public ClientOptions Web { get; set; } = new();

    public ClientOptions Chat { get; set; } = new();

    public ClientOptions Catalog { get; set; } = new();

    public ClientOptions Agent { get; set; } = new();

    public string SecretOf(string clientId) => clientId switch
    {
        Clients.Web => Web.Secret,
        Clients.Chat => Chat.Secret,
        Clients.Catalog => Catalog.Secret,
        Clients.Agent => Agent.Secret,
        _ => throw new ArgumentOutOfRangeException(nameof(clientId), clientId, "There is no such client."),
    };
}

internal sealed class ClientOptions
{
    public string Secret { get; set; } = "";
}

internal sealed class ClientsValidation : IValidateOptions<ClientsOptions>
{
    public ValidateOptionsResult Validate(string? name, ClientsOptions options)
    {
        var missing = ClientRegistry.ClientIds.Where(client => string.IsNullOrWhiteSpace(options.SecretOf(client))).ToList();
        return missing.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(missing.Select(client => $"Clients:{client}:Secret is missing: the {client} can't prove who it is without one."));
    }
}
