using Chatbot.LocalHosting.Preflight;

namespace Chatbot.LocalHosting.Tests.Preflight;

public sealed class SettingsCheckTests
{
    [Theory]
    [InlineData("LMSTUDIO_BASE_URL", "localhost:1234")]
    [InlineData("LMSTUDIO_BASE_URL", "http://")]
    [InlineData("AI_GATEWAY_BASE_URL", "gateway")]
    [InlineData("WEB_PORT", "three thousand")]
    [InlineData("WEB_PORT", "70000")]
    [InlineData("WEB_BIND", "everywhere")]
    [InlineData("CHAT_REPLICAS", "0")]
    [InlineData("AUTH_SECRET", "short")]
    [InlineData("LMSTUDIO_BASE_URLS", "localhost:1234")]
    [InlineData("LMSTUDIO_BASE_URLS", "desk=")]
    [InlineData("LMSTUDIO_BASE_URLS", "=http://localhost:1234")]
    [InlineData("LMSTUDIO_BASE_URLS", "Desk=http://localhost:1234")]
    [InlineData("LMSTUDIO_BASE_URLS", "big--one=http://localhost:1234")]
    [InlineData("LMSTUDIO_BASE_URLS", "desk=http://one:1234,desk=http://two:1234")]
    [InlineData("LMSTUDIO_BASE_URLS", "host-2=http://one:1234,http://two:1234")]
    [InlineData("SIMULATED_HOSTS", "many")]
    [InlineData("SIMULATED_HOSTS", "17")]
    public void A_wrong_setting_is_named(string name, string value)
    {
        var problem = Assert.Throws<StartException>(() => SettingsCheck.Run(TopologyFixture.Run((name, value)).Configuration));

        Assert.StartsWith(name, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_said_at_once()
    {
        var problem = Assert.Throws<StartException>(() => SettingsCheck.Run(TopologyFixture.Run(("WEB_PORT", "x"), ("WEB_BIND", "y")).Configuration));

        Assert.Contains("WEB_PORT", problem.Message, StringComparison.Ordinal);
        Assert.Contains("WEB_BIND", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BaseUrl", "desk:1234")]
    [InlineData("BaseUrl", "")]
    [InlineData("MemoryBudgetBytes", "16 GB")]
    public void A_wrong_setting_of_one_host_is_named(string name, string value)
    {
        var builder = TopologyFixture.Run(("LmStudio:Hosts:desk:BaseUrl", "http://desk:1234"), ("LmStudio:Hosts:desk:ApiKey", "key"), ($"LmStudio:Hosts:desk:{name}", value));

        var problem = Assert.Throws<StartException>(() => SettingsCheck.Run(builder.Configuration));

        Assert.StartsWith($"LmStudio__Hosts__desk__{name}", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LMSTUDIO_BASE_URLS", "http://localhost:1235")]
    [InlineData("SIMULATED_HOSTS", "2")]
    [InlineData("LmStudio:Hosts:desk:BaseUrl", "http://localhost:1235")]
    public void One_LM_Studio_and_several_are_not_both_set(string name, string value)
    {
        var problem = Assert.Throws<StartException>(() => SettingsCheck.Run(TopologyFixture.Run(("LMSTUDIO_BASE_URL", "http://localhost:1234"), (name, value)).Configuration));

        Assert.StartsWith("LMSTUDIO_BASE_URL ", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LMSTUDIO_BASE_URLS", "desk=http://192.168.1.5:1234,http://localhost:1235/v1")]
    [InlineData("SIMULATED_HOSTS", "3")]
    [InlineData("LMSTUDIO_BASE_URL", "http://localhost:1234/v1")]
    [InlineData("WEB_PORT", "0")]
    [InlineData("WEB_BIND", "0.0.0.0")]
    public void A_right_setting_passes(string name, string value) => SettingsCheck.Run(TopologyFixture.Run((name, value)).Configuration);
}
