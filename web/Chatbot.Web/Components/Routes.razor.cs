using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components;

public sealed partial class Routes
{
    [Inject]
    private ModelSelection Selection { get; set; } = null!;

    [Inject]
    private ToastState Toasts { get; set; } = null!;

    /// <summary>The cookie with the chosen model, as the request had it.</summary>
    [Parameter]
    public string? Model { get; set; }

    /// <summary>A sentence to show once.</summary>
    [Parameter]
    public string? Notice { get; set; }

    protected override void OnInitialized()
    {
        Selection.Restore(Model);
        if (Notice is not null) Toasts.Show(Notice);
    }
}
