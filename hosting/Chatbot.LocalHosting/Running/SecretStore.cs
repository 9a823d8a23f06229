using System.Text.Json;
using Chatbot.LocalHosting.Servers;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Running;

/// <summary>Generated passwords and secrets, kept with the data they open, in a file only its owner reads.</summary>
internal static class SecretStore
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>Gives every parameter its value: the configured, else the kept, else a new one.</summary>
    public static void Resolve(IEnumerable<ParameterResource> parameters, string file)
    {
        var kept = Read(file);
        var count = kept.Count;
        foreach (var parameter in parameters.Where(parameter => string.IsNullOrEmpty(parameter.Value)))
        {
            if (!kept.TryGetValue(parameter.Name, out var value))
            {
                value = parameter.Default?.GetDefaultValue() ?? throw new StartException($"The setting Parameters:{parameter.Name} has no value: set Parameters__{parameter.Name}.");
                kept[parameter.Name] = value;
            }

            parameter.Value = value;
        }

        if (kept.Count > count) PrivateFile.Write(file, JsonSerializer.Serialize(kept, Options));
    }

    private static SortedDictionary<string, string> Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(file)) ?? [] : [];
        }
        catch (JsonException)
        {
            throw new StartException($"{file} can't be read: it holds the passwords of the data beside it, so give back a good copy, or start with another --data folder.");
        }
    }
}
