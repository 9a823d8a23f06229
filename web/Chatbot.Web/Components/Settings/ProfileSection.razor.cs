using Chatbot.Auth.Contracts;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Settings;

public sealed partial class ProfileSection
{
    [Parameter, EditorRequired]
    public SessionResponse Session { get; set; } = null!;
}
