using System.Collections;

namespace Chatbot.LocalHosting.Configuration;

/// <summary>
/// The environment, and below it the <c>.env</c> file beside the solution. An empty value counts as none, in both.
/// <c>__</c> in a name separates sections, as everywhere in .NET.
/// </summary>
internal static class Settings
{
    public static IReadOnlyDictionary<string, string?> Load(IDictionary environment, string? file)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (file is not null && File.Exists(file))
        {
            foreach (var (name, value) in EnvFile.Parse(File.ReadAllLines(file))) Set(name, value);
        }

        foreach (DictionaryEntry entry in environment) Set((string)entry.Key, (string?)entry.Value);
        return settings;

        void Set(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }
    }
}
