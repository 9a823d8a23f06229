using Chatbot.Web.Conversations;
using Chatbot.Web.Rendering;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Chatbot.Web.Components.Markdown;

/// <summary>
/// Text of a model, in blocks. Text that grows goes to the page's script, which draws it and leaves it as it is when it is
/// whole (docs/decisions/0010); text that is there is drawn here.
/// </summary>
public sealed partial class MarkdownView : IDisposable
{
    private readonly MarkdownSplitter _splitter = new();
    private readonly CancellationTokenSource _gone = new();
    private GrowingMarkup? _growing;
    private ElementReference _root;
    private bool _isStreamed;
    private bool _hasFailed;

    [Parameter, EditorRequired]
    public StreamedPart Part { get; set; } = null!;

    /// <summary>More is to come.</summary>
    [Parameter]
    public bool IsGrowing { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private PageScript Script { get; set; } = null!;

    [Inject]
    private CircuitLine Line { get; set; } = null!;

    [Inject]
    private ILogger<MarkdownView> Logger { get; set; } = null!;

    public void Dispose()
    {
        Line.CameUp -= SendAgain;
        _gone.Cancel();
        _growing?.Dispose();
    }

    protected override void OnInitialized() => Line.CameUp += SendAgain;

    protected override void OnParametersSet()
    {
        if (IsGrowing) Grow();
        else if (_isStreamed && !_hasFailed) _growing?.Finish();
        else DrawHere();
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => _growing is null or { IsOpen: true } ? Task.CompletedTask : SendAsync(_growing);

    private void Grow()
    {
        _hasFailed &= _isStreamed;
        _isStreamed = true;
        if (_hasFailed || _growing is { IsFinished: false }) return;
        _growing?.Dispose();
        _growing = new GrowingMarkup(Part, Time);
    }

    private void DrawHere()
    {
        _isStreamed = false;
        _splitter.Update(Part.Text, growing: false);
    }

    // What was on its way over a connection that broke did not come.
    private void SendAgain() => _ = InvokeAsync(() => _growing is { IsOpen: true } ? SendAsync(_growing) : Task.CompletedTask);

    private async Task SendAsync(GrowingMarkup growing)
    {
        var stream = growing.Open();
        try
        {
            if (await Script.GrowAsync(_root, stream, _gone.Token) && growing.Has(stream)) End(growing);
        }
        catch (JSException exception)
        {
            LogUndrawn(Logger, exception);
            if (growing.Has(stream)) Fail(growing);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, or away: it all comes again when it is back.
        }
    }

    // It stands as far as it was drawn, and is drawn as a whole when it is one.
    private void Fail(GrowingMarkup growing)
    {
        _hasFailed = true;
        End(growing);
        if (IsGrowing) return;
        DrawHere();
        StateHasChanged();
    }

    private void End(GrowingMarkup growing)
    {
        growing.Dispose();
        _growing = null;
    }

    [LoggerMessage(LogLevel.Warning, "The page's script could not draw a text that grows.")]
    private static partial void LogUndrawn(ILogger logger, Exception exception);
}
