using ArchUnitNET.Domain;

namespace Chatbot.Architecture.Tests;

/// <summary>Names and visibility.</summary>
public class StyleTests
{
    private static readonly string[] Vague = ["Helper", "Helpers", "Manager", "Util", "Utils", "Utility", "Common"];

    public static TheoryData<string> Services => [.. Chatbots.Services];

    public static TheoryData<string> All => [.. Chatbots.Services, .. Chatbots.Contracts, .. Chatbots.Others];

    [Theory]
    [MemberData(nameof(All))]
    public void No_type_has_a_vague_name(string name) =>
        Assert.DoesNotContain(Chatbots.Written(name).Select(type => type.Name.Split('`')[0]), IsVague);

    [Theory]
    [InlineData("LoadHelper")]
    [InlineData("ModelManager")]
    [InlineData("StringUtils")]
    [InlineData("CommonTypes")]
    [InlineData("EndpointBase")]
    public void Such_a_name_is_vague(string name) => Assert.True(IsVague(name));

    [Theory]
    [InlineData("DatabaseClient")]
    [InlineData("UncommonlyLong")]
    public void Such_a_name_is_not(string name) => Assert.False(IsVague(name));

    [Theory]
    [MemberData(nameof(Services))]
    public void Types_of_a_service_are_internal(string name) =>
        Assert.Empty(Chatbots.Written(name).Where(type => type.Visibility == Visibility.Public && !MayBePublic(type)).Select(type => type.FullName));

    // Migrations are public because the tool writes them so. The web is left out: components are public, and so is what they take.
    private static bool MayBePublic(IType type) => type.FullName.Contains(".Migrations.", StringComparison.Ordinal) || type.Name == "Program";

    private static bool IsVague(string type) => type.EndsWith("Base", StringComparison.Ordinal) || Words(type).Any(Vague.Contains);

    private static IEnumerable<string> Words(string name) =>
        System.Text.RegularExpressions.Regex.Matches(name, "[A-Z][a-z0-9]*").Select(match => match.Value);
}
