using System.Text.Json;

namespace Chatbot.LocalHosting.Running;

/// <summary>The first profile of a project's <c>Properties/launchSettings.json</c>.</summary>
internal sealed record LaunchProfile(IReadOnlyList<string> Schemes, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip };

    public static LaunchProfile Read(string projectDirectory)
    {
        var file = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
        if (!File.Exists(file)) return new([], new Dictionary<string, string>());

        var profile = JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(file), Options)?.Profiles?.Values.FirstOrDefault();
        var schemes = profile?.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url).Scheme).Distinct() ?? [];
        return new([.. schemes], profile?.EnvironmentVariables ?? []);
    }

    private sealed record LaunchSettings(Dictionary<string, Profile>? Profiles);

    private sealed record Profile(string? ApplicationUrl, Dictionary<string, string>? EnvironmentVariables);
}
