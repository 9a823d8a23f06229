using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Web.Components.Chat;

/// <summary>Another answer, by the chosen model or by one from the list.</summary>
public sealed partial class RegenerateMenu
{
    private bool open;
    private ElementReference button;

    /// <summary>Whose answer this is.</summary>
    [Parameter]
    public string? Current { get; set; }

    /// <summary>The chosen model can be asked elsewhere.</summary>
    [Parameter]
    public bool IsOthersOnly { get; set; }

    [Parameter]
    public bool IsDisabled { get; set; }

    /// <summary>The id of the model; null for the chosen one.</summary>
    [Parameter]
    public EventCallback<string?> OnChoose { get; set; }

    [CascadingParameter]
    private ModelFeed? Feed { get; set; }

    private List<ModelEntry> Models => [.. (Feed?.Models ?? []).Where(model => model.Kind == "llm" && model.State != PlaceStates.Offline)];

    private Task ChooseAsync(string? model)
    {
        open = false;
        return OnChoose.InvokeAsync(model);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key != "Escape" || !open) return;
        open = false;
        await button.FocusAsync();
    }
}
