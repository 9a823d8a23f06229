using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;

namespace Chatbot.Architecture.Tests;

/// <summary>The same arrows as the code itself draws them.</summary>
public class DependencyTests
{
    public static TheoryData<string> ServicesAndWeb => [.. Chatbots.Services, "Chatbot.Web"];

    [Fact]
    public void The_arrows_are_seen()
    {
        var arrows = Chatbots.Written("Chatbot.Auth").SelectMany(type => Strangers(type, ["Chatbot.Auth"])).ToList();
        Assert.Contains(arrows, arrow => arrow.EndsWith("-> Chatbot.Auth.Contracts.SignedIn", StringComparison.Ordinal));
        Assert.Contains(arrows, arrow => arrow.EndsWith("-> Chatbot.ServiceDefaults.Errors.ApiError", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ServicesAndWeb))]
    public void A_service_depends_on_no_inside_of_another(string name)
    {
        string[] allowed = [name, "Chatbot.ServiceDefaults", .. Chatbots.Contracts, .. name == "Chatbot.LmStudioAgent" ? new[] { "Chatbot.LmStudio" } : []];
        Assert.Empty(Chatbots.Written(name).SelectMany(type => Strangers(type, allowed)));
    }

    [Theory]
    [InlineData("Chatbot.LmStudio")]
    [InlineData("Chatbot.LmStudioSimulator")]
    [InlineData("Chatbot.LocalHosting", "Chatbot.ServiceDefaults")]
    public void The_client_library_the_simulator_and_the_engine_depend_on_no_service(string name, string? allowed = null) =>
        Assert.Empty(Chatbots.Written(name).SelectMany(type => Strangers(type, [name, allowed ?? name])));

    [Fact]
    public void Contracts_depend_on_the_platform_alone()
    {
        foreach (var name in Chatbots.Contracts)
        {
            Assert.NotEmpty(Chatbots.Written(name));
            Assert.All(
                Chatbots.Written(name).SelectMany(type => type.Dependencies).Select(dependency => dependency.Target.FullName).Distinct(),
                target => Assert.True(IsOfThePlatform(target) || target.StartsWith(name, StringComparison.Ordinal), $"{name} depends on {target}."));
        }
    }

    // The second are marks that the compiler writes into the assembly itself.
    private static bool IsOfThePlatform(string type) =>
        type.StartsWith("System.", StringComparison.Ordinal) || type.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal);

    private static IEnumerable<string> Strangers(IType type, string[] allowed) =>
        type.GetTypeDependencies()
            .Where(target => Chatbots.AssemblyOf(target).StartsWith("Chatbot.", StringComparison.Ordinal) && !allowed.Contains(Chatbots.AssemblyOf(target)))
            .Select(target => $"{type.FullName} -> {target.FullName}");
}
