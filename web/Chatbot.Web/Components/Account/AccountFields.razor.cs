using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Account;

public sealed partial class AccountFields
{
    [Parameter]
    public string? Email { get; set; }

    /// <summary>What a password manager shall do.</summary>
    [Parameter]
    public string Autocomplete { get; set; } = "current-password";

    private bool IsNew => Autocomplete == "new-password";
}
