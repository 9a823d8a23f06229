using System.Globalization;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Models;

public sealed partial class ModelItem
{
    [Parameter, EditorRequired]
    public ModelEntry Model { get; set; } = null!;

    [Parameter]
    public bool IsSelected { get; set; }

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

    private string Facts => ModelText.Facts(Model, Age);

    private bool IsOffline => Model.State == PlaceStates.Offline;

    // Without a figure the bar is indeterminate.
    private string? Progress => Model.Progress?.ToString("0.000", CultureInfo.InvariantCulture);
}
