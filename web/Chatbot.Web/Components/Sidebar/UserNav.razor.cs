using Chatbot.Auth.Contracts;
using Chatbot.Web.Clients;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Sidebar;

public sealed partial class UserNav
{
    private WebSession? session;
    private bool open;
    private bool isAdmin;
    private bool takesFocus;
    private ElementReference button;
    private ElementReference first;

    [Inject]
    private CircuitSession Circuit { get; set; } = null!;

    [Inject]
    private AccountClient Accounts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Name => session is { IsGuest: false, User.Email: { Length: > 0 } email } ? email : SidebarTexts.Guest;

    protected override async Task OnInitializedAsync() => session = await Circuit.GetAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!takesFocus || !open) return;
        takesFocus = false;
        await first.FocusAsync();
    }

    private void SignIn() => Navigation.NavigateTo("/login", forceLoad: true);

    // What somebody may do is asked when it is needed: the menu is there at once, and grows by a line.
    private async Task ToggleAsync()
    {
        open = takesFocus = !open;
        if (!open) return;
        try
        {
            isAdmin = (await Accounts.SessionAsync(CancellationToken.None)).Entitlements.Permissions.Contains(Permissions.UsersManage);
        }
        catch (ServiceFailure)
        {
            isAdmin = false;
        }
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape" && open) await CloseAsync();
    }

    private async Task CloseAsync()
    {
        open = false;
        await button.FocusAsync();
    }
}
