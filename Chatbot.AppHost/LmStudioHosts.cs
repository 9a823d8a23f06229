using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Chatbot.AppHost;

/// <summary>
/// The LM Studios of the settings: <c>LMSTUDIO_BASE_URLS=desk=http://192.168.1.5:1234,http://localhost:1235</c>, the sections
/// <c>LmStudio:Hosts:desk</c> with <c>BaseUrl</c>, <c>ApiKey</c> and <c>MemoryBudgetBytes</c>, or <c>SIMULATED_HOSTS=3</c>. The
/// local engine compiles this too, for its checks before the start.
/// </summary>
internal static class LmStudioHosts
{
    public const int MostSimulated = 16;
    private const long LeastBudget = 1L << 20;
    private static readonly string[] Ways = ["LMSTUDIO_BASE_URL", "LMSTUDIO_BASE_URLS", "SIMULATED_HOSTS"];

    /// <summary>Never empty: where none is named there is one that its agent finds.</summary>
    public static IReadOnlyList<LmStudioHost> Of(IConfiguration configuration, bool publishing)
    {
        List<LmStudioHost> hosts = [.. Named(configuration)];
        // What is made up is never published.
        if (!publishing && int.TryParse(configuration["SIMULATED_HOSTS"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostSimulated)
            hosts.AddRange(Enumerable.Range(1, count).Select(number => new LmStudioHost($"sim{number}") { Simulated = number }).ExceptBy(hosts.Select(host => host.Name), host => host.Name));
        return hosts.Count > 0 ? hosts : [new LmStudioHost(null, Text(configuration["LMSTUDIO_BASE_URL"]), Text(configuration["LMSTUDIO_API_KEY"]))];
    }

    /// <summary>A sentence for each mistake.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        var ways = Ways.Where(name => Text(configuration[name]) is not null).ToList();
        if (ways.Count > 1) yield return $"{string.Join(" and ", ways)} are both set: keep one of them.";
        if (ways.Contains("LMSTUDIO_BASE_URL") && configuration.GetSection("LmStudio:Hosts").GetChildren().Any())
            yield return "LMSTUDIO_BASE_URL is for a single LM Studio: where LmStudio__Hosts names several, name it there too.";
        if (Text(configuration["SIMULATED_HOSTS"]) is { } simulated && !(int.TryParse(simulated, out var count) && count is >= 1 and <= MostSimulated))
            yield return $"SIMULATED_HOSTS is '{simulated}': choose a number between 1 and {MostSimulated}.";

        foreach (var twice in Listed(configuration).GroupBy(host => host.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            yield return $"LMSTUDIO_BASE_URLS names '{twice.Key}' twice: give each LM Studio a name of its own.";
        foreach (var host in Named(configuration))
        {
            var setting = Listed(configuration).Any(listed => listed.Name == host.Name) ? "LMSTUDIO_BASE_URLS" : $"LmStudio__Hosts__{host.Name}__BaseUrl";
            if (!IsSlug(host.Name!)) yield return $"{setting} names '{host.Name}': a name holds a to z, 0 to 9 and single hyphens between them, as in desk=http://192.168.1.5:1234.";
            if (!(Uri.TryCreate(host.BaseUrl, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Host.Length: > 0 }))
                yield return $"{setting} says '{host.BaseUrl}' for '{host.Name}', which is no address: write it like http://192.168.1.5:1234.";
            if (host.MemoryBudgetBytes is { } budget && !(long.TryParse(budget, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes >= LeastBudget))
                yield return $"LmStudio__Hosts__{host.Name}__MemoryBudgetBytes is '{budget}': give the bytes that models may take together, as in 17179869184 for 16 GB.";
        }
    }

    private static IEnumerable<LmStudioHost> Named(IConfiguration configuration)
    {
        var section = configuration.GetSection("LmStudio:Hosts");
        var listed = Listed(configuration).DistinctBy(host => host.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(host => host.Name, host => host.Url, StringComparer.OrdinalIgnoreCase);
        return
            from name in listed.Keys.Union(section.GetChildren().Select(host => host.Key), StringComparer.OrdinalIgnoreCase)
            let own = section.GetSection(name)
            select new LmStudioHost(name, listed.GetValueOrDefault(name) ?? own["BaseUrl"], Text(own["ApiKey"]) ?? Text(configuration["LMSTUDIO_API_KEY"]), Text(own["MemoryBudgetBytes"]));
    }

    // The first is host-1 where it has no name.
    private static IEnumerable<(string Name, string Url)> Listed(IConfiguration configuration) =>
        (configuration["LMSTUDIO_BASE_URLS"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select((entry, index) => entry.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var url] ? (name, url) : ($"host-{index + 1}", entry));

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    // As a part of a resource's name, where Aspire takes no hyphen at the end and no two in a row.
    private static bool IsSlug(string name) =>
        name.Split('-').All(part => part.Length > 0 && part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)));
}
