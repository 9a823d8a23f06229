namespace Chatbot.Auth.Accounts;

/// <summary>Section <c>Guests</c>.</summary>
internal sealed class GuestOptions
{
    /// <summary>Off: nobody chats without an account.</summary>
    public bool Enabled { get; set; } = true;
}
