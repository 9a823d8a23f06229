using Chatbot.Auth.Contracts;
using Microsoft.Extensions.Options;

namespace Chatbot.Auth.Entitlements;

/// <summary>
/// The lists that count where none is configured. They are not in appsettings.json, since configuration lays one list
/// over another by index: an operator's shorter list would keep the shipped tail.
/// </summary>
internal sealed class ShippedEntitlements : IPostConfigureOptions<EntitlementsOptions>
{
    public void PostConfigure(string? name, EntitlementsOptions options)
    {
        Fill(options.Guest, ["chat-model", "chat-model-reasoning", "lmstudio-chat"], []);
        Fill(options.Regular, ["*"], [Permissions.ModelsLoad]);
        Fill(options.Admin ??= new(), ["*"], [Permissions.ModelsLoad, Permissions.ModelsUnload, Permissions.HostsManage, Permissions.UsersManage]);
    }

    private static void Fill(EntitlementOptions? entitlement, string[] models, string[] permissions)
    {
        if (entitlement is null) return;
        entitlement.Models ??= models;
        entitlement.Permissions ??= permissions;
    }
}
