using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Fleet;

/// <summary>One machine: how it is, what it has in memory, what is being loaded. Drawn again only when one of these changed.</summary>
public sealed partial class HostCard
{
    private (SeenHost, int, TimeSpan, bool, bool, bool, int, int) drawn;
    private ElementReference name;

    [Parameter, EditorRequired]
    public SeenHost Seen { get; set; } = null!;

    /// <summary>Those that are on its disk, in the catalog's order.</summary>
    [Parameter]
    public IReadOnlyList<ModelEntry> Models { get; set; } = [];

    /// <summary>Loads that this person may cancel, by the model.</summary>
    [Parameter]
    public IReadOnlySet<string> Cancellable { get; set; } = new HashSet<string>();

    [Parameter]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public bool MayLoad { get; set; }

    [Parameter]
    public bool MayUnload { get; set; }

    [Parameter]
    public bool MayManage { get; set; }

    [Parameter]
    public EventCallback<ModelAct> OnAct { get; set; }

    [Parameter]
    public EventCallback<HostChoice> OnMenu { get; set; }

    /// <summary>For what had the focus in it and is gone.</summary>
    public ValueTask FocusAsync() => name.FocusAsync(preventScroll: true);

    private HostEntry Host => Seen.Host;

    private string Facts => string.Join(" · ", new[] { Host.Version is { Length: > 0 } version ? Sentence.Of(FleetTexts.Version, version) : null }
        .Concat(Host.Hardware is { } hardware ? HostText.Hardware(hardware) : []).OfType<string>());

    protected override bool ShouldRender()
    {
        // What is told as "3 min ago" is told anew each half minute.
        var models = Models.Aggregate(Models.Count, HashCode.Combine);
        var cancellable = Cancellable.Aggregate(0, (sum, id) => sum ^ id.GetHashCode(StringComparison.Ordinal));
        var now = (Seen, (int)(Now.ToUnixTimeSeconds() / 30), Now.Offset, MayLoad, MayUnload, MayManage, models, cancellable);
        if (now == drawn) return false;
        drawn = now;
        return true;
    }

    private string NameOf(string model) => Models.FirstOrDefault(entry => entry.Id == model)?.Name ?? (ModelIds.TryParseLocal(model, out _, out var key) ? key : model);

    private bool MayCancel(string model) => MayUnload || Cancellable.Contains(model);
}
