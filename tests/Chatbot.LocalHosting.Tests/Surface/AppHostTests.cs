using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Chatbot.LocalHosting.Tests.Surface;

public sealed class AppHostTests
{
    // Members of Aspire's builder and model that are no extension methods, and so do not stand in the list.
    private static readonly HashSet<string> Core =
    [
        "DistributedApplication.CreateBuilder", "IDistributedApplicationBuilder.Build", "DistributedApplication.Run",
        "IDistributedApplicationBuilder.Configuration", "IDistributedApplicationBuilder.ExecutionContext",
        "DistributedApplicationExecutionContext.IsPublishMode", "IResourceBuilder.Resource", "IResource.Name",
        "EndpointAnnotation.Port", "EndpointAnnotation.TargetHost", "GenerateParameterDefault.MinLength",
    ];

    private readonly AppHostSource _source = new();

    [Fact]
    public void It_compiles_against_the_local_engine() =>
        Assert.Empty(_source.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));

    [Fact]
    public void It_calls_nothing_that_Aspire_does_not_have()
    {
        var strange = Members()
            .Where(member => member is IMethodSymbol { IsExtensionMethod: true } ? !AspireApi.Names.Contains(member.Name) : !Core.Contains($"{member.ContainingType.Name}.{member.Name}"))
            .Select(member => $"{member.ContainingType.Name}.{member.Name}")
            .Distinct();

        Assert.Empty(strange);
    }

    [Fact]
    public void Its_calls_are_found() => Assert.Contains(Members(), member => member.Name == "AddProject");

    [Fact]
    public void It_has_no_using_and_at_most_120_lines()
    {
        Assert.Empty(_source.AppHost.GetCompilationUnitRoot(TestContext.Current.CancellationToken).Usings);
        Assert.InRange(_source.AppHost.ToString().Split('\n').Length - 1, 1, 120);
    }

    private IEnumerable<ISymbol> Members() =>
        from tree in _source.Trees
        let model = _source.Compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes()
        where node is InvocationExpressionSyntax or MemberAccessExpressionSyntax or AssignmentExpressionSyntax
        let symbol = model.GetSymbolInfo(node is AssignmentExpressionSyntax assignment ? assignment.Left : node).Symbol
        where symbol is IMethodSymbol or IPropertySymbol && symbol.ContainingAssembly.Name == "Chatbot.LocalHosting"
        select symbol;
}
