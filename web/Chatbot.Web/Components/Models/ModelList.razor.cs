using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Models;

public sealed partial class ModelList
{
    public const string ListId = "model-listbox";

    [Parameter, EditorRequired]
    public IReadOnlyList<ModelGroup> Groups { get; set; } = [];

    /// <summary>That match too, and are not drawn.</summary>
    [Parameter]
    public int More { get; set; }

    [Parameter]
    public string? Selected { get; set; }

    [Parameter]
    public string? Active { get; set; }

    [Parameter]
    public bool IsLoaded { get; set; }

    [Parameter]
    public bool IsSearch { get; set; }

    /// <summary>How old the figures that count down are.</summary>
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

    [Parameter]
    public EventCallback<ModelEntry> OnLook { get; set; }

    [Parameter]
    public EventCallback OnMore { get; set; }

    // What simulated means is said once.
    private ModelGroup? FirstSimulated => Groups.FirstOrDefault(group => group.Simulated);
}
