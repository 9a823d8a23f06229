using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;

namespace Chatbot.LmStudioAgent.Tests.Scheduling;

public class QuietHostTests
{
    [Fact]
    public void Looking_again_at_what_is_as_it_was_changes_nothing()
    {
        var world = HostWorld.Up(gigabytes: 10);
        world.Load("small", pinned: true);
        world.FinishLoad();
        world.List();
        var before = world.State;

        world.See(LmStudioHealth.Ok);
        world.List();
        world.Happen(new Ticked());

        Assert.Same(before, world.State);
    }
}
