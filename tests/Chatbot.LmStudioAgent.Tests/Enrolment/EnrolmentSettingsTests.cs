using Chatbot.LmStudioAgent.Enrolment;
using Microsoft.Extensions.Configuration;

namespace Chatbot.LmStudioAgent.Tests.Enrolment;

public sealed class EnrolmentSettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public void Without_a_server_the_agent_is_part_of_an_installation() => Assert.Null(EnrolmentSettings.From(Configured()));

    [Theory]
    [InlineData("Agent:Server", "chat.example.com")]
    [InlineData("Agent:Server", "https://chat.example.com/chat")]
    [InlineData("Agent:Server", "ftp://chat.example.com")]
    [InlineData("Agent:PublicAddress", "desk:7443")]
    [InlineData("Agent:PublicAddress", "https://user@desk:7443")]
    public void What_is_no_origin_is_named(string name, string value)
    {
        var problem = Assert.Throws<EnrolmentException>(() => EnrolmentSettings.From(Configured(("Agent:Server", "https://chat.example.com"), (name, value))));

        Assert.StartsWith($"{name.Replace(":", "__", StringComparison.Ordinal)} is '{value}'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_in_the_folder_is_read_and_other_settings_win_over_it()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "agent.json"), """{ "Agent": { "Server": "https://file.example.com", "Parallel": 7 }, "LMSTUDIO_BASE_URL": "http://file:1234" }""");
        var configuration = Configured(("Agent:DataFolder", _folder.FullName), ("LMSTUDIO_BASE_URL", "http://given:1234"));

        configuration.AddAgentFiles();

        Assert.Equal("https://file.example.com/", EnrolmentSettings.From(configuration)!.Server.AbsoluteUri);
        Assert.Equal(("7", "http://given:1234"), (configuration["Agent:Parallel"], configuration["LMSTUDIO_BASE_URL"]));
    }

    [Fact]
    public void A_file_that_is_no_JSON_is_named()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "agent.json"), "Agent: yes");

        var problem = Assert.Throws<EnrolmentException>(() => Configured(("Agent:DataFolder", _folder.FullName)).AddAgentFiles());

        Assert.Contains("agent.json", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"server":"https://chat.example.com","agent":{"hostId":"a","name":"A","clientId":"c","clientSecret":""}}""")]
    public void Credentials_that_are_none_are_named(string content)
    {
        File.WriteAllText(KeptCredentials.FileIn(_folder.FullName), content);

        var problem = Assert.Throws<EnrolmentException>(() => KeptCredentials.Read(_folder.FullName));

        Assert.Contains("credentials.json can't be read", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ConfigurationManager Configured(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        foreach (var (name, value) in settings) configuration.AddInMemoryCollection([KeyValuePair.Create(name, (string?)value)]);
        return configuration;
    }
}
