using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Pages;

/// <summary>A page that stands by itself: it is shown when other things do not work.</summary>
public sealed partial class StaticPage
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
