using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Chatbot.LocalHosting.Tests.Surface;

/// <summary>AppHost.cs and what lies beside it, compiled as its project compiles it under the local engine.</summary>
internal sealed partial class AppHostSource
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using Chatbot.AppHost;
        global using Chatbot.LocalHosting;
        global using Chatbot.LocalHosting.Topology;
        """;

    public AppHostSource()
    {
        Trees = [.. Directory.GetFiles(Solution.AppHostDirectory, "*.cs").Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path))];
        AppHost = Trees.Single(tree => Path.GetFileName(tree.FilePath) == "AppHost.cs");
        Compilation = CSharpCompilation.Create(
            "AppHost",
            [.. Trees, CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(Projects(string.Concat(Trees.Select(tree => tree.ToString()))))],
            References(),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
    }

    public IReadOnlyList<SyntaxTree> Trees { get; }

    public SyntaxTree AppHost { get; }

    public CSharpCompilation Compilation { get; }

    private static string Projects(string text)
    {
        var names = ProjectName().Matches(text).Select(match => match.Groups[1].Value).Distinct();
        return "namespace Projects;\n" + string.Join('\n', names.Select(name =>
            $"internal sealed class {name} : IProjectMetadata {{ public string ProjectPath => \"\"; public string AssemblyPath => \"\"; }}"));
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':').Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex(@"Projects\.(\w+)")]
    private static partial Regex ProjectName();
}
