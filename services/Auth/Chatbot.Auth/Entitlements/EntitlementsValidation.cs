using Chatbot.Auth.Contracts;
using Microsoft.Extensions.Options;

namespace Chatbot.Auth.Entitlements;

/// <summary>A misspelt permission or a forgotten type must not be found out by a person who is refused.</summary>
internal sealed class EntitlementsValidation : IValidateOptions<EntitlementsOptions>
{
    private static readonly string[] Types = [UserTypes.Guest, UserTypes.Regular, UserTypes.Admin];
    private static readonly string[] Known = [Permissions.ModelsLoad, Permissions.ModelsUnload, Permissions.HostsManage, Permissions.UsersManage];

    public ValidateOptionsResult Validate(string? name, EntitlementsOptions options)
    {
        var errors = Types.SelectMany(type => Errors(type, options.Find(type))).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(string type, EntitlementOptions? entitlement)
    {
        if (entitlement is null)
        {
            yield return $"Entitlements:{type} is missing: say what accounts of this type may do.";
            yield break;
        }

        if (entitlement.MessagesPerDay < 0)
            yield return $"Entitlements:{type}:MessagesPerDay is {entitlement.MessagesPerDay}: give a number from 0, or nothing for unlimited.";
        foreach (var permission in (entitlement.Permissions ?? []).Except(Known))
            yield return $"Entitlements:{type}:Permissions names '{permission}', which is none of {string.Join(", ", Known)}.";
        foreach (var pattern in (entitlement.Models ?? []).Where(pattern => pattern.Length == 0 || pattern.IndexOf('*') is >= 0 and var star && star != pattern.Length - 1))
            yield return $"Entitlements:{type}:Models holds '{pattern}': give a model id, or a beginning with * at its end.";
    }
}

internal static class EntitlementsExtensions
{
    public static void AddEntitlements(this IServiceCollection services)
    {
        services.AddSingleton<IPostConfigureOptions<EntitlementsOptions>, ShippedEntitlements>();
        services.AddSingleton<IValidateOptions<EntitlementsOptions>, EntitlementsValidation>();
        services.AddOptions<EntitlementsOptions>().BindConfiguration("Entitlements").ValidateOnStart();
    }
}
