using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Components.Fleet;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Models;

/// <summary>Of the model that the keyboard or the mouse is at: where it is, what a load would take, and what may be done.</summary>
public sealed partial class ModelDetail
{
    [Parameter, EditorRequired]
    public ModelEntry Model { get; set; } = null!;

    [Parameter]
    public DateTimeOffset UpdatedAt { get; set; }

    [Parameter]
    public bool IsFavourite { get; set; }

    [Parameter]
    public bool IsAsking { get; set; }

    /// <summary>Null while nobody was asked.</summary>
    [Parameter]
    public IReadOnlyList<HostEstimate>? Estimates { get; set; }

    /// <summary>A load was asked for that displaces something, or does not fit: it wants a second word.</summary>
    [Parameter]
    public bool IsInDoubt { get; set; }

    [Parameter]
    public EventCallback<ModelEntry> OnFavourite { get; set; }

    [Parameter]
    public EventCallback<ModelAct> OnAct { get; set; }

    [Inject]
    private HostFeed Hosts { get; set; } = null!;

    [Inject]
    private ModelActions Actions { get; set; } = null!;

    [Inject]
    private BrowserClock Clock { get; set; } = null!;

    // Loading is enough to pin at the service; but only who may unload lets go again.
    private bool MayPin => Actions.MayLoad && Actions.MayUnload;

    private string Estimate
    {
        get
        {
            if (IsAsking) return FleetTexts.Estimating;
            if (Estimates is null) return "";
            return ModelEstimates.Best(Estimates) is not { } best ? FleetTexts.NoEstimate
                : Model.Places.Count > 1 ? $"{Hosts.NameOf(best.Host)}: {EstimateText.Of(best)}"
                : EstimateText.Of(best);
        }
    }

    private string Facts(ModelPlace place) => string.Join(" · ", new[]
    {
        Hosts.Find(place.Host) is { } seen && HostText.Away(seen.Host, Clock.Now) is { } away ? away : ModelText.State(place.State, place.Progress),
        ModelText.Context(place.ContextLength, place.RequestedContextLength),
        place.Pinned ? ModelTexts.Kept : null,
        place.Queued > 0 ? Sentence.Of(ModelTexts.Waiting, place.Queued) : null,
        Hosts.Find(place.Host)?.Host.Simulated == true ? ModelTexts.Simulated : null,
    }.Where(fact => !string.IsNullOrEmpty(fact)));

    private Task ActAsync(ModelActKind kind, ModelPlace place) => OnAct.InvokeAsync(new ModelAct(kind, Model.Id) { Host = place.Host });
}
