using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Chatbot.Architecture.Tests;

/// <summary>The product's assemblies, read once.</summary>
internal static class Chatbots
{
    public static readonly string[] Services = ["Chatbot.Auth", "Chatbot.Chat", "Chatbot.ModelCatalog", "Chatbot.LmStudioAgent"];
    public static readonly string[] Contracts = [.. Services.Select(service => $"{service}.Contracts")];
    public static readonly string[] Others = ["Chatbot.Web", "Chatbot.ServiceDefaults", "Chatbot.LmStudio", "Chatbot.LocalHosting", "Chatbot.LmStudioSimulator"];

    public static ArchUnitNET.Domain.Architecture Loaded { get; } = new ArchLoader()
        .LoadAssemblies([.. Services.Concat(Contracts).Concat(Others).Select(Assembly.Load)])
        .Build();

    /// <summary>Types written by people: what compilers and generators make is left out.</summary>
    public static IEnumerable<IType> Written(string assembly) =>
        Loaded.Types.Where(type => AssemblyOf(type) == assembly && !type.IsCompilerGenerated && type.FullName.StartsWith("Chatbot.", StringComparison.Ordinal) && !type.Name.Contains('<', StringComparison.Ordinal));

    /// <summary>Empty for what belongs to none, such as a type parameter.</summary>
    public static string AssemblyOf(IType type) => type.Assembly?.Name.Split(',')[0] ?? "";
}
