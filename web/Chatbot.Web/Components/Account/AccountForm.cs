using System.ComponentModel.DataAnnotations;

namespace Chatbot.Web.Components.Account;

/// <summary>What the sign-in and registration forms post.</summary>
internal sealed class AccountForm
{
    private static readonly EmailAddressAttribute Address = new();

    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? SetupCode { get; set; }

    public bool IsValid =>
        Email?.Trim() is { Length: > 0 and <= 254 } email && Address.IsValid(email) && Password is { Length: >= 6 and <= 128 };
}
