using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Chatbot.Chat.Tests.Support;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests.Files;

public sealed class VisionTests
{
    private readonly HostTable _hosts;

    public VisionTests()
    {
        var time = new FakeTimeProvider();
        _hosts = new HostTable(Options.Create(new ModelsOptions()), new Registrations(time), time);
    }

    [Fact]
    public void A_local_model_sees_by_what_its_host_says_and_who_is_not_known_may_see()
    {
        Report("a", ["eyes", "plain"]);

        Assert.True(_hosts.Sees(null, "eyes"));
        Assert.False(_hosts.Sees("a", "plain"));
        Assert.True(_hosts.Sees(null, "never heard of"));
        Assert.True(_hosts.Sees("b", "plain"));
    }

    [Fact]
    public void Whatever_is_loaded_sees_where_all_that_is_loaded_does()
    {
        Report("a", ["eyes", "plain"], "eyes");
        Assert.True(_hosts.SeesWhateverIsLoaded(null));

        Report("b", ["plain"], "plain");
        Assert.False(_hosts.SeesWhateverIsLoaded("eyes"));
    }

    [Fact]
    public void Where_nothing_is_loaded_the_one_that_will_be_counts()
    {
        Report("a", ["eyes", "plain"]);

        Assert.True(_hosts.SeesWhateverIsLoaded("eyes"));
        Assert.False(_hosts.SeesWhateverIsLoaded("plain"));
    }

    private void Report(string host, string[] models, params string[] loaded)
    {
        var inventory = Reports.Inventory(host, models);
        _hosts.Apply(Reports.Host(host, 1, [.. loaded.Select(key => Reports.Instance(key))]));
        _hosts.Apply(inventory with { Models = [.. inventory.Models.Select(model => model with { Vision = model.Key == "eyes" })] });
    }
}
