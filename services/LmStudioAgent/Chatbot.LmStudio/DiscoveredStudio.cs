namespace Chatbot.LmStudio;

/// <summary>Where an LM Studio is, or where it should be.</summary>
/// <param name="BaseUrl">Where nothing was found, the configured or the usual address.</param>
/// <param name="Answers">An LM Studio greeted from there just now.</param>
/// <param name="Source">How it was found.</param>
/// <param name="Package">Which product it is: <c>lmstudio</c> or <c>bionic</c>; null where it does not say.</param>
/// <param name="Version">Null where it does not say without being asked as a client.</param>
public sealed record DiscoveredStudio(Uri BaseUrl, bool Answers, DiscoverySource Source, string? Package, string? Version)
{
    /// <summary>LM Studio Bionic, the other product of that name: it has the older REST API only.</summary>
    public bool IsBionic => string.Equals(Package, "bionic", StringComparison.OrdinalIgnoreCase);
}
