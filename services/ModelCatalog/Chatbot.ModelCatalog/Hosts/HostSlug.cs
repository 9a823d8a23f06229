using System.Text.RegularExpressions;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>The shape of a host's id.</summary>
internal static partial class HostSlug
{
    public const string Rule = "lower-case letters, digits and dashes only, at most 63.";

    public static bool IsValid(string text) => Shape().IsMatch(text);

    [GeneratedRegex(@"^[a-z0-9-]{1,63}\z")]
    private static partial Regex Shape();
}
