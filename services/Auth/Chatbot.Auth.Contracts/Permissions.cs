namespace Chatbot.Auth.Contracts;

/// <summary>What an entitlement may allow beyond chatting.</summary>
public static class Permissions
{
    public const string ModelsLoad = "models:load";
    public const string ModelsUnload = "models:unload";
    public const string HostsManage = "hosts:manage";
    public const string UsersManage = "users:manage";
}
