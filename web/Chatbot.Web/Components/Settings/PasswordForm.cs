namespace Chatbot.Web.Components.Settings;

internal sealed class PasswordForm
{
    public string? Current { get; set; }

    public string? New { get; set; }

    public bool IsValid => Current is { Length: > 0 and <= 128 } && New is { Length: >= 6 and <= 128 };
}
