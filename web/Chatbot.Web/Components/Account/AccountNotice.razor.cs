using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Account;

public sealed partial class AccountNotice
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>Something worked.</summary>
    [Parameter]
    public bool IsGood { get; set; }
}
