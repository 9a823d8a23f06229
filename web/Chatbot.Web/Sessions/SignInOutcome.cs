using Chatbot.Auth.Contracts;

namespace Chatbot.Web.Sessions;

/// <param name="SignedIn">With <see cref="SignInResultKind.SignedIn"/> only.</param>
internal sealed record SignInOutcome(SignInResultKind Kind, SignedIn? SignedIn = null, TimeSpan? RetryAfter = null);

internal enum SignInResultKind
{
    SignedIn,
    Invalid,
    WrongCredentials,

    /// <summary>The first registration needs the set-up code, or guests are turned off.</summary>
    Forbidden,
    Taken,
    TooMany,
    Unavailable,
}
