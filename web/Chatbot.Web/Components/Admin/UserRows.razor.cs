using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Admin;

/// <summary>One form for all rows; the button that is pressed says which row, and what.</summary>
public sealed partial class UserRows
{
    [Parameter, EditorRequired]
    public IReadOnlyList<UserSummary> Users { get; set; } = [];

    /// <summary>Whoever looks at them.</summary>
    [Parameter]
    public Guid Self { get; set; }

    [Parameter]
    public EventCallback OnSubmit { get; set; }
}
