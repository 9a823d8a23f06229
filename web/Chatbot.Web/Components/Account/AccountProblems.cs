using Chatbot.Web.Sessions;

namespace Chatbot.Web.Components.Account;

internal static class AccountProblems
{
    public const string Invalid = "Failed validating your submission!";
    public const string SetupCodeNeeded = "The first account needs the set-up code.";

    public static string For(SignInResultKind kind) => kind switch
    {
        SignInResultKind.Invalid => Invalid,
        SignInResultKind.WrongCredentials => "Invalid credentials!",
        SignInResultKind.Taken => "Account already exists!",
        SignInResultKind.Forbidden => "This set-up code is not right.",
        SignInResultKind.TooMany => "Too many attempts. Please wait a moment.",
        _ => "Signing in is not possible right now. Please try again in a moment.",
    };
}
