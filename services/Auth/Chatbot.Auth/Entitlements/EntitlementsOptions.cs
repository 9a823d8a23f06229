using Chatbot.Auth.Contracts;

namespace Chatbot.Auth.Entitlements;

/// <summary>Section <c>Entitlements</c>: what each type of account may do.</summary>
internal sealed class EntitlementsOptions
{
    public EntitlementOptions? Guest { get; set; }

    public EntitlementOptions? Regular { get; set; }

    public EntitlementOptions? Admin { get; set; }

    public EntitlementOptions For(string userType) => Find(userType) ?? throw new InvalidOperationException($"There is no entitlement of '{userType}'.");

    public EntitlementOptions? Find(string userType) => userType switch
    {
        UserTypes.Guest => Guest,
        UserTypes.Regular => Regular,
        UserTypes.Admin => Admin,
        _ => null,
    };
}

internal sealed class EntitlementOptions
{
    /// <summary>Empty is unlimited.</summary>
    public int? MessagesPerDay { get; set; }

    /// <summary>Model ids, or patterns with <c>*</c> at their end. A configured list stands instead of the shipped one.</summary>
    public string[]? Models { get; set; }

    public string[]? Permissions { get; set; }
}
