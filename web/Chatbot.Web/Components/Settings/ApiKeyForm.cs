using Chatbot.Auth.Contracts;

namespace Chatbot.Web.Components.Settings;

internal sealed class ApiKeyForm
{
    public string? Name { get; set; }

    public bool V1 { get; set; }

    public bool Api { get; set; }

    /// <summary>Null where the form does not make a key.</summary>
    public ApiKeyRequest? ToRequest()
    {
        List<string> scopes = [.. V1 ? [ApiKeyScopes.V1] : Array.Empty<string>(), .. Api ? [ApiKeyScopes.Api] : Array.Empty<string>()];
        return scopes.Count > 0 && Name?.Trim() is { Length: > 0 and <= 100 } name && !name.Any(char.IsControl) ? new ApiKeyRequest(name, scopes) : null;
    }
}
