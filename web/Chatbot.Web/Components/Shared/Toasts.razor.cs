using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Shared;

public sealed partial class Toasts : IDisposable
{
    [Inject]
    private ToastState State { get; set; } = null!;

    public void Dispose() => State.Changed -= Draw;

    protected override void OnInitialized() => State.Changed += Draw;

    private void Draw() => _ = InvokeAsync(StateHasChanged);
}
