using Chatbot.Web.Sessions;

namespace Chatbot.Web.Components.Account;

internal static class AccountProblems
{
    public static string For(SignInResultKind kind) => kind switch
    {
        SignInResultKind.Invalid => AccountTexts.Invalid,
        SignInResultKind.WrongCredentials => AccountTexts.WrongCredentials,
        SignInResultKind.Taken => AccountTexts.Taken,
        SignInResultKind.Forbidden => AccountTexts.SetupCodeWrong,
        SignInResultKind.TooMany => AccountTexts.TooMany,
        _ => AccountTexts.NotNow,
    };
}
