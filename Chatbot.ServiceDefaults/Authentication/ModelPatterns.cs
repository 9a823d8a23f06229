namespace Chatbot.ServiceDefaults.Authentication;

/// <summary>Model patterns of an entitlement: an id, or a beginning with <c>*</c> after it.</summary>
public static class ModelPatterns
{
    public static bool Allow(IEnumerable<string> patterns, string modelId) => patterns.Any(pattern => Matches(pattern, modelId));

    private static bool Matches(string pattern, string modelId)
    {
        // Entitled to lmstudio-chat, "whatever is loaded", means entitled to every local model, on every host.
        if (pattern == "lmstudio-chat" && (modelId.StartsWith("lmstudio:", StringComparison.Ordinal) || modelId.StartsWith("lmstudio@", StringComparison.Ordinal)))
            return true;

        return pattern.EndsWith('*')
            ? modelId.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : string.Equals(pattern, modelId, StringComparison.Ordinal);
    }
}
