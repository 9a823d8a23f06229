using Chatbot.Web.Conversations;
using Chatbot.Web.Rendering;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Markdown;

/// <summary>
/// Text of a model, in blocks. What arrives is drawn at its own pace, and as long as only the last block grows, by that block
/// alone: nothing around it is drawn, or sent, for every word. Text is never handed on as a parameter, which would send it twice.
/// </summary>
public sealed partial class MarkdownView : IDisposable
{
    private readonly MarkdownSplitter _splitter = new();
    private readonly HashSet<int> _grew = [];
    private readonly Dictionary<int, MarkdownHtml> _texts = [];
    private readonly Dictionary<int, CodeBlock> _codes = [];
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

    protected override void OnParametersSet()
    {
        Follow(IsGrowing ? Part : null);
        Update();
    }

    private void Follow(StreamedPart? part)
    {
        if (part == _followed) return;
        if (_followed is not null) _followed.Grew -= _pace!.Request;
        _pace?.Dispose();
        (_pace, _followed) = (null, part);
        if (part is null) return;
        _pace = new RenderPace(Time, RenderPace.OfText, () => _ = InvokeAsync(Grow));
        part.Grew += _pace.Request;
    }

    private void Update()
    {
        _splitter.Update(Part.Text, IsGrowing);
        if (IsGrowing) _grew.UnionWith(_splitter.Blocks.Skip(_splitter.FinishedCount).Select(block => block.Key));
    }

    private void Grow()
    {
        if (_followed is null) return;
        var (before, finished) = (_splitter.Blocks, _splitter.FinishedCount);
        Update();
        var blocks = _splitter.Blocks;
        var isLastAlone = blocks.Count > 0 && blocks.Count == before.Count && _splitter.FinishedCount == finished && blocks.SkipLast(1).SequenceEqual(before.SkipLast(1));
        if (isLastAlone && blocks[^1].IsCode == before[^1].IsCode)
        {
            if (_texts.TryGetValue(blocks[^1].Key, out var text) && !blocks[^1].IsCode) text.Show(blocks[^1]);
            else if (_codes.TryGetValue(blocks[^1].Key, out var code) && blocks[^1].IsCode) code.Show(blocks[^1]);
            else StateHasChanged();
        }
        else
        {
            StateHasChanged();
        }
    }
}
