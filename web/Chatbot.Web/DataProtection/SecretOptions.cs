using System.ComponentModel.DataAnnotations;

namespace Chatbot.Web.DataProtection;

/// <summary>Section <c>Auth</c>: what protects the key ring, and so every session cookie.</summary>
internal sealed class SecretOptions
{
    [Required(ErrorMessage = "Auth:Secret is missing: give AUTH_SECRET, 32 characters or more (openssl rand -base64 32). It encrypts the sessions' keys.")]
    [MinLength(32, ErrorMessage = "Auth:Secret is too short: AUTH_SECRET needs 32 characters or more (openssl rand -base64 32).")]
    public string Secret { get; set; } = "";
}
