namespace Chatbot.LocalHosting.Tests.Surface;

/// <summary>The public signatures of Aspire that this solution may use: <c>aspire-api.txt</c>.</summary>
internal static class AspireApi
{
    public static IReadOnlySet<string> Signatures { get; } = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "aspire-api.txt"))
        .Where(line => line.StartsWith("  ", StringComparison.Ordinal))
        .Select(line => line.Trim())
        .ToHashSet();

    public static IReadOnlySet<string> Names { get; } = Signatures.Select(NameOf).ToHashSet();

    private static string NameOf(string signature) => signature[..signature.IndexOfAny(['('])].Split(' ')[^1].Split('<')[0];
}
