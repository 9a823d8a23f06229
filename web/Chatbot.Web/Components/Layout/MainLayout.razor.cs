using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Layout;

/// <summary>Sidebar and page; a session that has ended goes through sign-in again and comes back here.</summary>
public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? boundary;

    [Inject]
    private CircuitSession Session { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose() => Session.Ended -= SignInAgain;

    protected override void OnInitialized() => Session.Ended += SignInAgain;

    protected override void OnParametersSet() => boundary?.Recover();

    private void SignInAgain() =>
        _ = InvokeAsync(() => Navigation.NavigateTo(GuestSignIn.Address($"/{Navigation.ToBaseRelativePath(Navigation.Uri)}"), forceLoad: true));

    private void Reload() => Navigation.Refresh(forceReload: true);
}
