using System.Collections.Concurrent;
using System.Collections.Frozen;
using TextMateSharp.Grammars;
using TextMateSharp.Registry;

namespace Chatbot.Web.Rendering.Highlighting;

/// <summary>The grammars that the package brings, each read when it is first needed, once for the process. Used by one at a time.</summary>
internal static class CodeGrammars
{
    private static readonly Lazy<(Registry Registry, FrozenDictionary<string, string> Scopes)> Known = new(Open);
    private static readonly ConcurrentDictionary<string, IGrammar?> Loaded = new(StringComparer.Ordinal);

    public static bool IsLoaded(string language) => Loaded.ContainsKey(language);

    /// <summary>Null for a language that is not known.</summary>
    public static IGrammar? For(string language)
    {
        if (Loaded.TryGetValue(language, out var grammar)) return grammar;
        if (!Known.Value.Scopes.TryGetValue(language, out var scope)) return null;
        return Loaded[language] = Known.Value.Registry.LoadGrammar(scope);
    }

    // By its name, its other names and the endings of its files: "csharp", "c#", "cs".
    private static (Registry Registry, FrozenDictionary<string, string> Scopes) Open()
    {
        var options = new RegistryOptions(ThemeName.LightPlus);
        var scopes = new Dictionary<string, string>(StringComparer.Ordinal) { ["shell"] = options.GetScopeByLanguageId("shellscript"), ["console"] = options.GetScopeByLanguageId("shellscript") };
        foreach (var language in options.GetAvailableLanguages())
        {
            if (options.GetScopeByLanguageId(language.Id) is not { Length: > 0 } scope) continue;
            scopes[language.Id.ToLowerInvariant()] = scope;
            foreach (var name in (language.Aliases ?? []).Concat((language.Extensions ?? []).Select(extension => extension.TrimStart('.')))) scopes.TryAdd(name.ToLowerInvariant(), scope);
        }

        return (new Registry(options), scopes.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
