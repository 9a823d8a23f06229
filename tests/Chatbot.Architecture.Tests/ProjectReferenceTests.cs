namespace Chatbot.Architecture.Tests;

/// <summary>The arrows of docs/architecture.md between projects: what is not referenced can't be called.</summary>
public class ProjectReferenceTests
{
    private const string Defaults = "Chatbot.ServiceDefaults";
    private static readonly string[] Services = ["Chatbot.Auth", "Chatbot.Chat", "Chatbot.ModelCatalog", "Chatbot.LmStudioAgent"];

    public static TheoryData<string> ServicesAndWeb => [.. Services, "Chatbot.Web"];

    public static TheoryData<string> Contracts => [.. Solution.Projects.Keys.Where(name => name.EndsWith(".Contracts", StringComparison.Ordinal))];

    [Fact]
    public void The_projects_are_found()
    {
        Assert.All(Services, service => Assert.Contains(service, Solution.Projects.Keys));
        Assert.Equal(4, Contracts.Count);
    }

    [Theory]
    [MemberData(nameof(ServicesAndWeb))]
    public void A_service_and_the_web_reference_contracts_and_the_defaults_alone(string name)
    {
        var own = name == "Chatbot.LmStudioAgent" ? "Chatbot.LmStudio" : Defaults;
        Assert.All(
            Solution.Projects[name].References,
            reference => Assert.True(reference == Defaults || reference == own || reference.EndsWith(".Contracts", StringComparison.Ordinal), $"{name} references {reference}."));
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Contracts_reference_nothing(string name)
    {
        Assert.Empty(Solution.Projects[name].References);
        Assert.Empty(Solution.Projects[name].Packages);
    }

    [Fact]
    public void The_defaults_reference_the_contracts_of_auth_alone() =>
        Assert.Equal(["Chatbot.Auth.Contracts"], Solution.Projects[Defaults].References);

    [Theory]
    [InlineData("Chatbot.LmStudio")]
    [InlineData("Chatbot.LmStudioSimulator")]
    public void The_client_library_and_the_simulator_stand_alone(string name) => Assert.Empty(Solution.Projects[name].References);

    [Fact]
    public void The_engine_knows_no_service() =>
        Assert.All(Solution.Projects["Chatbot.LocalHosting"].References, reference => Assert.Equal(Defaults, reference));

    [Fact]
    public void Only_the_agent_and_the_tests_of_the_client_know_LM_Studio() =>
        Assert.All(
            Solution.Projects.Values.Where(project => project.References.Contains("Chatbot.LmStudio")),
            project => Assert.Contains(project.Name, new[] { "Chatbot.LmStudioAgent", "Chatbot.LmStudio.Tests", "Chatbot.LmStudioAgent.Tests", "Chatbot.Architecture.Tests" }));

    [Fact]
    public void The_product_references_no_test_project() =>
        Assert.All(
            Solution.Projects.Values.Where(project => !IsOfTests(project.Name)),
            project => Assert.DoesNotContain(project.References, IsOfTests));

    [Fact]
    public void Versions_stand_in_one_place() =>
        Assert.All(Solution.Files("*.csproj"), file => Assert.DoesNotMatch("<PackageReference[^>]*\\sVersion=", File.ReadAllText(file)));

    private static bool IsOfTests(string name) => name.EndsWith(".Tests", StringComparison.Ordinal) || name is "Chatbot.Testing" or "Chatbot.EndToEnd";
}
