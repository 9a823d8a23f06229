using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>The time that an unused model has left; goes on by itself between two reports.</summary>
public sealed partial class Countdown : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private string shown = "";

    /// <summary>What was left at <see cref="At"/>.</summary>
    [Parameter, EditorRequired]
    public double Seconds { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private double Left => Math.Max(0, Seconds - (Time.GetUtcNow() - At).TotalSeconds);

    private string Text => Left is < 60 and var seconds ? Sentence.Of(ModelTexts.UnloadsInSeconds, Math.Ceiling(seconds)) : ModelText.Left(Left);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _ = GoOnAsync();

    protected override void OnAfterRender(bool firstRender) => shown = Text;

    private async Task GoOnAsync()
    {
        var end = _gone.Token;
        using var timer = new PeriodicTimer(Tick, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                if (Text != shown) await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException)
        {
            // The page shows something else by now.
        }
    }
}
