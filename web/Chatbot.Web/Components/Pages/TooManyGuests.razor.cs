using Chatbot.Web.ModelCatalog;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Pages;

/// <summary>Nothing is broken: so many have come from this network that the next one has to wait, or is somebody with an account.</summary>
public sealed partial class TooManyGuests
{
    [Parameter, EditorRequired]
    public TimeSpan Wait { get; set; }

    /// <summary>Where they wanted to go.</summary>
    [Parameter, EditorRequired]
    public string Target { get; set; } = "/";

    private string Text => Math.Ceiling(Wait.TotalMinutes) is > 1 and var minutes
        ? Sentence.Of(SharedTexts.TooManyGuestsText, minutes)
        : SharedTexts.TooManyGuestsTextMinute;
}
