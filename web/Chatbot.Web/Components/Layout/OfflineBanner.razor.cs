using Chatbot.Web.History;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Layout;

/// <summary>Says that the chats can't be reached, and asks for them again until they can.</summary>
public sealed partial class OfflineBanner : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _gone = new();
    private bool _isAsking;

    [Inject]
    private HistoryState History { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    // While it is asked again, nothing has changed yet.
    private bool IsShown => _isAsking || History.Failure is { IsOffline: true };

    public void Dispose()
    {
        History.Changed -= Look;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => History.Changed += Look;

    private void Look() => _ = InvokeAsync(() =>
    {
        StateHasChanged();
        if (!_isAsking && History.Failure is { IsOffline: true }) _ = AskAsync();
    });

    private async Task AskAsync()
    {
        _isAsking = true;
        try
        {
            do
            {
                await Task.Delay(Pause, Time, _gone.Token);
                await History.LoadAsync(_gone.Token);
            }
            while (History.Failure is { IsOffline: true });
        }
        catch (OperationCanceledException)
        {
            return; // The page is gone.
        }

        _isAsking = false;
        StateHasChanged();
    }
}
