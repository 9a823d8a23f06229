using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Chatbot.LocalHosting.Tests.Surface;

/// <summary>AppHost.cs, compiled as its project compiles it under the local engine.</summary>
internal sealed partial class AppHostSource
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using Chatbot.LocalHosting;
        global using Chatbot.LocalHosting.Topology;
        """;

    public AppHostSource()
    {
        var path = Path.Combine(Solution.AppHostDirectory, "AppHost.cs");
        Text = File.ReadAllText(path);
        Tree = CSharpSyntaxTree.ParseText(Text, path: path);
        Compilation = CSharpCompilation.Create(
            "AppHost",
            [Tree, CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(Projects(Text))],
            References(),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        Model = Compilation.GetSemanticModel(Tree);
    }

    public string Text { get; }

    public SyntaxTree Tree { get; }

    public CSharpCompilation Compilation { get; }

    public SemanticModel Model { get; }

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
