using Chatbot.Auth.Contracts;
using Chatbot.Web.Security;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Account;

public sealed partial class Register
{
    private string? _problem;
    private bool _needsSetupCode;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "register")]
    private AccountForm? Form { get; set; }

    [Inject]
    private AuthClient Auth { get; set; } = null!;

    [Inject]
    private SessionTokens Tokens { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override void OnInitialized()
    {
        if (WebSession.From(Context.User) is { IsGuest: false }) Navigation.NavigateTo("/");
    }

    private async Task SubmitAsync()
    {
        if (Form is not { IsValid: true })
        {
            _problem = AccountTexts.Invalid;
            return;
        }

        var guest = WebSession.From(Context.User) is { IsGuest: true } session ? session : null;
        var code = string.IsNullOrWhiteSpace(Form.SetupCode) ? null : Form.SetupCode.Trim();
        var outcome = await Auth.RegisterAsync(
            new Registration(Form.Email!.Trim(), Form.Password!, guest?.Handle, RequestKinds.IsFromLoopback(Context), code),
            Context.RequestAborted);
        if (outcome.SignedIn is not { } signedIn)
        {
            _needsSetupCode = outcome.Kind == SignInResultKind.Forbidden;
            _problem = _needsSetupCode && code is null ? AccountTexts.SetupCodeNeeded : AccountProblems.For(outcome.Kind);
            return;
        }

        if (guest is not null) Tokens.Forget(guest.Handle);
        await Context.StartSessionAsync(signedIn);
        Notices.Leave(Context, Notices.AccountCreated);
        Navigation.NavigateTo("/");
    }
}
