namespace Chatbot.ModelCatalog.Contracts;

/// <summary>
/// <c>lmstudio:&lt;key&gt;</c> is a model on any host that has it, <c>lmstudio@&lt;host&gt;:&lt;key&gt;</c> on that host
/// (split at the first colon, since keys contain <c>/</c>, <c>@</c> and <c>:</c>), <c>lmstudio-chat</c> whatever is loaded.
/// </summary>
public static class ModelIds
{
    /// <summary>Whatever LM Studio model is loaded.</summary>
    public const string AnyLoaded = "lmstudio-chat";

    private const string Provider = "lmstudio";

    public static string Local(string modelKey) => $"{Provider}:{modelKey}";

    /// <summary>True for the first two forms; <paramref name="host"/> is null for any host.</summary>
    public static bool TryParseLocal(string id, out string? host, out string modelKey)
    {
        host = null;
        modelKey = "";
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || colon == id.Length - 1) return false;

        var place = id[..colon];
        if (place.StartsWith($"{Provider}@", StringComparison.Ordinal)) host = place[(Provider.Length + 1)..];
        else if (place != Provider) return false;
        if (host is { Length: 0 }) return false;

        modelKey = id[(colon + 1)..];
        return true;
    }
}
