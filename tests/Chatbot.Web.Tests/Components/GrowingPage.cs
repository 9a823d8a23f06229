using AngleSharp.Dom;
using Bunit;
using Chatbot.Web.Components;
using Chatbot.Web.Tests.Rendering.Growing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Chatbot.Web.Tests.Components;

/// <summary>The page's script that draws text that grows: reads the streams that it is given, apart from the renderer, and knows what it has drawn.</summary>
internal sealed class GrowingPage
{
    private readonly Lock _lock = new();
    private readonly CircuitLine _line = new();
    private readonly List<(string Root, DrawnFrames Frames)> _drawn = [];

    private GrowingPage(BunitContext context)
    {
        context.Services.AddSingleton(_line);
        context.Services.AddScoped<PageScript>();
        var module = context.JSInterop.SetupModule("./app.js");
        module.Mode = JSRuntimeMode.Loose;
        module.AddInvocationHandler(new Script(this));
    }

    /// <summary>How many streams were begun.</summary>
    public int Begun
    {
        get { lock (_lock) return _drawn.Count; }
    }

    /// <summary>How many of the streams have ended.</summary>
    public int Ended { get; private set; }

    /// <summary>What the script says when a stream has ended.</summary>
    public bool IsDrawn { get; set; } = true;

    /// <summary>The script breaks at the end of a stream.</summary>
    public bool Fails { get; set; }

    public static GrowingPage In(BunitContext context) => new(context);

    /// <summary>Over a new connection, which is the line's own matter: what was under way over the old one is not told.</summary>
    public void ComesBack() => _line.OnConnectionUpAsync(null!, CancellationToken.None);

    public IElement BodyIn(IElement root)
    {
        lock (_lock) return In(root).Body;
    }

    /// <summary>What is drawn in an element, by the newest stream.</summary>
    public DrawnFrames In(IElement root)
    {
        lock (_lock) return _drawn.LastOrDefault(drawn => root.GetAttribute("blazor:elementReference") == drawn.Root).Frames ?? new DrawnFrames();
    }

    public string TextIn(IElement root) => BodyIn(root).TextContent.Trim();

    private async Task<bool> ReadAsync(string root, Stream stream)
    {
        var frames = new DrawnFrames();
        lock (_lock) _drawn.Add((root, frames));
        var bytes = new byte[1024];
        while (await stream.ReadAsync(bytes).ConfigureAwait(false) is > 0 and var count)
        {
            lock (_lock) frames.Read(bytes.AsSpan(0, count));
        }

        lock (_lock) Ended++;
        return Fails ? throw new JSException("It broke.") : IsDrawn;
    }

    private sealed class Script(GrowingPage page) : JSRuntimeInvocationHandlerBase<bool>(invocation => invocation.Identifier == "grow", isCatchAllHandler: false)
    {
        protected override Task<bool> HandleAsync(JSRuntimeInvocation invocation) =>
            page.ReadAsync(((ElementReference)invocation.Arguments[0]!).Id, ((DotNetStreamReference)invocation.Arguments[1]!).Stream);
    }
}
