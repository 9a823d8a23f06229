using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Sidebar;

public sealed partial class UserNav
{
    private WebSession? session;
    private bool open;
    private ElementReference button;

    [Inject]
    private CircuitSession Circuit { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Name => session is { IsGuest: false, User.Email: { Length: > 0 } email } ? email : "Guest";

    protected override async Task OnInitializedAsync() => session = await Circuit.GetAsync();

    private void SignIn() => Navigation.NavigateTo("/login", forceLoad: true);

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key != "Escape" || !open) return;
        open = false;
        await button.FocusAsync();
    }
}
