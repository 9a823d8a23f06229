namespace Chatbot.Auth.Contracts;

/// <summary>Claims of an access token beside the registered ones (<c>sub</c> is the account's id, a UUID).</summary>
public static class ChatbotClaims
{
    /// <summary>The address of the account; absent for a guest.</summary>
    public const string Email = "email";

    /// <summary>One of <see cref="UserTypes"/>.</summary>
    public const string UserType = "user_type";

    /// <summary>One of <see cref="Permissions"/>; repeated.</summary>
    public const string Permission = "permission";

    /// <summary>A model id or a pattern with <c>*</c> at its end that the account may use; repeated.</summary>
    public const string Model = "model";

    /// <summary>Messages allowed in 24 hours, a number; absent means unlimited.</summary>
    public const string MessagesPerDay = "messages_per_day";

    /// <summary>Id of the API key that the token was got for; absent where a session was.</summary>
    public const string ApiKey = "api_key";
}
