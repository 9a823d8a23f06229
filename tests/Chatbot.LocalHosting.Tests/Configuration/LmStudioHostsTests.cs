using Chatbot.AppHost;

namespace Chatbot.LocalHosting.Tests.Configuration;

public sealed class LmStudioHostsTests
{
    [Fact]
    public void Without_a_word_there_is_one_that_its_agent_finds() =>
        Assert.Equal([new LmStudioHost(null)], Of());

    [Fact]
    public void One_address_is_one_without_a_name() =>
        Assert.Equal([new LmStudioHost(null, "http://desk:1234", "key")], Of(("LMSTUDIO_BASE_URL", "http://desk:1234"), ("LMSTUDIO_API_KEY", "key")));

    [Fact]
    public void Several_have_their_names_or_their_numbers() =>
        Assert.Equal(
            [new LmStudioHost("desk", "http://192.168.1.5:1234"), new LmStudioHost("host-2", "http://localhost:1235")],
            Of(("LMSTUDIO_BASE_URLS", "desk=http://192.168.1.5:1234, http://localhost:1235")));

    [Fact]
    public void Sections_add_hosts_and_say_more_of_those_that_are_listed() =>
        Assert.Equal(
            [new LmStudioHost("desk", "http://desk:1234", "own"), new LmStudioHost("shelf", "http://shelf:1234", "common", "17179869184")],
            Of(
                ("LMSTUDIO_BASE_URLS", "desk=http://desk:1234"),
                ("LMSTUDIO_API_KEY", "common"),
                ("LmStudio:Hosts:desk:ApiKey", "own"),
                ("LmStudio:Hosts:shelf:BaseUrl", "http://shelf:1234"),
                ("LmStudio:Hosts:shelf:MemoryBudgetBytes", "17179869184")));

    [Fact]
    public void Simulated_ones_are_never_published()
    {
        Assert.Equal([1, 2, 3], Of(("SIMULATED_HOSTS", "3")).Select(host => host.Simulated));
        Assert.Equal([new LmStudioHost(null)], LmStudioHosts.Of(TopologyFixture.Publish(("SIMULATED_HOSTS", "3")).Configuration, publishing: true));
    }

    private static IReadOnlyList<LmStudioHost> Of(params (string Name, string Value)[] settings) =>
        LmStudioHosts.Of(TopologyFixture.Run(settings).Configuration, publishing: false);
}
