using Chatbot.Auth.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Admin;

/// <summary>Accounts, for those who may manage them; auth decides that, and who is told no learns why.</summary>
public sealed partial class AdminPage
{
    private const int PageSize = 30;

    private IReadOnlyList<UserSummary> users = [];
    private bool hasMore;
    private Guid self;
    private string? refusal;
    private string? failure;
    private string? problem;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "guests")]
    private string? GuestsOnly { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? Last { get; set; }

    [SupplyParameterFromForm(FormName = "change-user")]
    private UserChange? Change { get; set; }

    [Inject]
    private AccountClient Accounts { get; set; } = null!;

    [Inject]
    private KeyRevocations Revocations { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Notice { get; set; }

    // As texts: an address that somebody typed is no reason for a page to fail.
    private bool Guests => GuestsOnly == "true";

    private Guid? Before => Guid.TryParse(Last, out var id) ? id : null;

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-cache, no-store";
        Notice = Notices.Take(Context);
        try
        {
            self = (await Accounts.SessionAsync(Context.RequestAborted)).User.Id;
            var page = await Accounts.UsersAsync(Query, Guests, Before, PageSize, Context.RequestAborted);
            (users, hasMore) = (page.Users, page.HasMore);
        }
        catch (ServiceFailure failed) when (failed.IsUnauthorized)
        {
            Navigation.NavigateTo(GuestSignIn.Address("/admin"));
        }
        catch (ServiceFailure failed) when (failed.IsForbidden)
        {
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
            refusal = SettingsTexts.AdminRefused;
        }
        catch (ServiceFailure failed)
        {
            Context.Response.StatusCode = failed.IsOffline ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest;
            failure = failed.Message;
        }
    }

    private async Task ChangeAsync()
    {
        if (Change?.Read() is not var (id, patch)) return;
        try
        {
            await Accounts.PatchUserAsync(id, patch, Context.RequestAborted);
        }
        catch (ServiceFailure failed)
        {
            problem = failed.Message;
            return;
        }

        Revocations.TellAll();
        Notices.Leave(Context, Notices.UserChanged);
        Navigation.NavigateTo(Address(Before));
    }

    private string Address(Guid? before)
    {
        var parts = new List<string>();
        if (!string.IsNullOrEmpty(Query)) parts.Add($"q={Uri.EscapeDataString(Query)}");
        if (Guests) parts.Add("guests=true");
        if (before is { } id) parts.Add($"before={id}");
        return parts.Count == 0 ? "/admin" : $"/admin?{string.Join('&', parts)}";
    }
}
