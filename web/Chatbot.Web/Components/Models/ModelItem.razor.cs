using System.Globalization;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Models;

/// <summary>A model in the list; drawn again only when something that it shows has changed.</summary>
public sealed partial class ModelItem
{
    private (ModelEntry, string, bool, bool, bool, bool) drawn;

    [Parameter, EditorRequired]
    public ModelEntry Model { get; set; } = null!;

    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>The keyboard or the mouse is here.</summary>
    [Parameter]
    public bool IsActive { get; set; }

    [Parameter]
    public TimeSpan Age { get; set; }

    [Parameter]
    public bool MayLoad { get; set; }

    [Parameter]
    public bool MayUnload { get; set; }

    [Parameter]
    public EventCallback<ModelEntry> OnChoose { get; set; }

    [Parameter]
    public EventCallback<ModelEntry> OnLoad { get; set; }

    [Parameter]
    public EventCallback<ModelEntry> OnUnload { get; set; }

    /// <summary>Where no mouse rests on it and no key comes to it: on a touch screen.</summary>
    [Parameter]
    public EventCallback<ModelEntry> OnLook { get; set; }

    private string Facts => ModelText.Facts(Model, Age);

    private bool IsOffline => Model.State == PlaceStates.Offline;

    // Without a figure the bar is indeterminate.
    private string? Progress => Model.Progress?.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Of the element that stands for a model: ids of models hold what ids of elements may not.</summary>
    public static string IdOf(string model) => $"model-{Uri.EscapeDataString(model)}";

    protected override bool ShouldRender()
    {
        var now = (Model, Facts, IsSelected, IsActive, MayLoad, MayUnload);
        if (now == drawn) return false;
        drawn = now;
        return true;
    }
}
