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
    [InlineData("LMSTUDIO_BASE_URL", "http://localhost:1234/v1")]
    [InlineData("WEB_PORT", "0")]
    [InlineData("WEB_BIND", "0.0.0.0")]
    public void A_right_setting_passes(string name, string value) => SettingsCheck.Run(TopologyFixture.Run((name, value)).Configuration);
}
