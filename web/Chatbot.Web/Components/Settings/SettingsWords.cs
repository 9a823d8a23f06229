using System.Globalization;
using Chatbot.Auth.Contracts;

namespace Chatbot.Web.Components.Settings;

/// <summary>What stands in the contracts as a word, as a person says it.</summary>
internal static class SettingsWords
{
    public static string TypeOf(string userType) => userType switch
    {
        UserTypes.Guest => SettingsTexts.TypeGuest,
        UserTypes.Admin => SettingsTexts.TypeAdmin,
        _ => SettingsTexts.TypeRegular,
    };

    public static string ScopesOf(IReadOnlyList<string> scopes) =>
        string.Join(" · ", scopes.Select(scope => scope == ApiKeyScopes.Api ? SettingsTexts.ScopeApi : SettingsTexts.ScopeV1));

    /// <summary>A plain page does not know the reader's clock: the day, of UTC.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
