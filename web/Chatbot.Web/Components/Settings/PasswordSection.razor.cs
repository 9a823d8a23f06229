using Chatbot.Auth.Contracts;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Settings;

public sealed partial class PasswordSection
{
    private string? problem;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "password")]
    private PasswordForm? Form { get; set; }

    [Inject]
    private AuthClient Auth { get; set; } = null!;

    [Inject]
    private KeyRevocations Revocations { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private async Task SubmitAsync()
    {
        if (Form is not { IsValid: true })
        {
            problem = SettingsTexts.PasswordInvalid;
            return;
        }

        if (WebSession.From(Context.User) is not { } session) return;
        var outcome = await Auth.ChangePasswordAsync(new PasswordChange(session.Handle, Form.Current!, Form.New!), Context.RequestAborted);
        if (outcome.SignedIn is not { } signedIn)
        {
            problem = ProblemOf(outcome.Kind);
            return;
        }

        Revocations.TellAll();
        await Context.StartSessionAsync(signedIn);
        Notices.Leave(Context, Notices.PasswordChanged);
        Navigation.NavigateTo("/settings");
    }

    private static string ProblemOf(SignInResultKind kind) => kind switch
    {
        SignInResultKind.WrongCredentials => SettingsTexts.PasswordWrong,
        SignInResultKind.Invalid => SettingsTexts.PasswordInvalid,
        SignInResultKind.Forbidden => SettingsTexts.PasswordOfGuest,
        SignInResultKind.TooMany => SettingsTexts.TooManyAttempts,
        _ => SettingsTexts.NotNow,
    };
}
