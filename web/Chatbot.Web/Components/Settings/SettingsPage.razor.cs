using Chatbot.Auth.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Settings;

/// <summary>Plain forms: whatever is done here works without a connection, and is there after it.</summary>
public sealed partial class SettingsPage
{
    private SessionResponse? session;
    private string? problem;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private AccountClient Accounts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Notice { get; set; }

    private bool IsGuest => session?.User.Type == UserTypes.Guest;

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-cache, no-store";
        Notice = Notices.Take(Context);
        try
        {
            session = await Accounts.SessionAsync(Context.RequestAborted);
        }
        catch (ServiceFailure failure) when (failure.IsUnauthorized)
        {
            Navigation.NavigateTo(GuestSignIn.Address("/settings"));
        }
        catch (ServiceFailure failure)
        {
            Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            problem = failure.Message;
        }
    }
}
