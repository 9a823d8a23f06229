namespace Chatbot.Auth.Contracts;

/// <summary>The kinds of account; each has an entitlement in the auth service's configuration.</summary>
public static class UserTypes
{
    public const string Guest = "guest";
    public const string Regular = "regular";
    public const string Admin = "admin";
}
