using System.Globalization;
using Chatbot.Web.Clients;
using Chatbot.Web.History;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Sidebar;

/// <summary>Opened by whatever names it in <c>data-dialog</c>; the browser keeps the focus in it, and gives it back.</summary>
public sealed partial class DeleteAllDialog
{
    public const string Id = "delete-all-dialog";

    [Inject]
    private HistoryActions Actions { get; set; } = null!;

    [Inject]
    private ToastState Toasts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private async Task DeleteAsync()
    {
        try
        {
            var count = await Actions.DeleteAllAsync(CancellationToken.None);
            Toasts.Show(string.Format(CultureInfo.CurrentCulture, count == 1 ? SidebarTexts.OneDeleted : SidebarTexts.ManyDeleted, count));
            if (ChatAddress.Read(Navigation) is not null) Navigation.NavigateTo("/");
        }
        catch (ServiceFailure failure)
        {
            Toasts.Show(failure.Message, isError: true);
        }
    }
}
