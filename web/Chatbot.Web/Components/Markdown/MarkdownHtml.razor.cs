using Chatbot.Web.Rendering;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Markdown;

/// <summary>
/// One whole block of a message as markup. It and the script of <see cref="MarkdownView"/>, which draws text that grows, are
/// the only places where text becomes HTML: everything goes through <see cref="SafeMarkdown"/>, which knows no raw HTML and
/// lets only harmless addresses become links.
/// </summary>
public sealed partial class MarkdownHtml : IDisposable
{
    // A page that is sent as a whole waits for colours no longer; where it is opened again they may be there.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _unwanted = new();
    private MarkupString _content;
    private MarkdownBlock? _drawn;
    private bool _isNew;

    [Parameter, EditorRequired]
    public MarkdownBlock Block { get; set; } = null!;

    /// <summary>Of a page that is sent as a whole; null in one that is live.</summary>
    [CascadingParameter]
    public HttpContext? Request { get; set; }

    public void Dispose()
    {
        _unwanted.Cancel();
        _unwanted.Dispose();
    }

    protected override void OnInitialized()
    {
        if (Request is not null) _unwanted.CancelAfter(Patience);
    }

    // What is finished is never drawn again.
    protected override bool ShouldRender() => _isNew;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = Block;
        if (_drawn == wanted) return;
        _drawn = wanted;
        Draw(null);
        try
        {
            if (await BlockColours.OfAsync(wanted, _unwanted.Token) is { } colours && _drawn == wanted) Draw(colours);
        }
        catch (OperationCanceledException)
        {
            // It stays plain.
        }
    }

    private MarkupString Content()
    {
        _isNew = false;
        return _content;
    }

    private void Draw(BlockColours? colours)
    {
#pragma warning disable RS0030 // This is the one sanitising component that may.
        _content = new MarkupString(SafeMarkdown.ToHtml(Block, colours));
#pragma warning restore RS0030
        _isNew = true;
    }
}
