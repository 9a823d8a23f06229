using Chatbot.Auth.Contracts;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Account;

public sealed partial class Login
{
    private string? _problem;

    /// <summary>Where they were when their session ended, or wanted to go.</summary>
    [SupplyParameterFromQuery]
    private string? RedirectUrl { get; set; }

    /// <summary>There: they had no session that could have ended.</summary>
    [SupplyParameterFromQuery]
    private string? Newcomer { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "login")]
    private AccountForm? Form { get; set; }

    [Inject]
    private AuthClient Auth { get; set; } = null!;

    [Inject]
    private SessionTokens Tokens { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool HasEnded => RedirectUrl is not null && Newcomer is null;

    /// <summary>Of the page for somebody whose session has ended.</summary>
    public static string AddressAfter(string target) => $"/login?redirectUrl={Uri.EscapeDataString(target)}";

    /// <summary>Of the page for somebody who comes without a session.</summary>
    public static string AddressFor(string target) => $"{AddressAfter(target)}&newcomer=1";

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

        var outcome = await Auth.PasswordAsync(new PasswordSignIn(Form.Email!.Trim(), Form.Password!), Context.RequestAborted);
        if (outcome.SignedIn is not { } signedIn)
        {
            _problem = AccountProblems.For(outcome.Kind);
            return;
        }

        if (WebSession.From(Context.User) is { } before) Tokens.Forget(before.Handle);
        await Context.StartSessionAsync(signedIn);
        Navigation.NavigateTo(ReturnUrls.Local(RedirectUrl, Context.Request));
    }
}
