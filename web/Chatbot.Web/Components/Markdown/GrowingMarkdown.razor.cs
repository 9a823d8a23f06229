using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Markdown;

/// <summary>Text that arrives: drawn by itself at its own pace, so that nothing around it is drawn for every word.</summary>
public sealed partial class GrowingMarkdown : IDisposable
{
    private RenderPace? _pace;
    private StreamedPart? _followed;

    [Parameter, EditorRequired]
    public StreamedPart Part { get; set; } = null!;

    /// <summary>More is to come.</summary>
    [Parameter]
    public bool IsGrowing { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose() => Follow(null);

    protected override void OnParametersSet() => Follow(IsGrowing ? Part : null);

    private void Follow(StreamedPart? part)
    {
        if (part == _followed) return;
        if (_followed is not null) _followed.Grew -= _pace!.Request;
        _pace?.Dispose();
        (_pace, _followed) = (null, part);
        if (part is null) return;
        _pace = new RenderPace(Time, RenderPace.OfText, () => _ = InvokeAsync(StateHasChanged));
        part.Grew += _pace.Request;
    }
}
