using Chatbot.Web.Conversations;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Web.Tests.Conversations;

public sealed class RenderPaceTests
{
    [Fact]
    public void Twenty_times_a_second_at_most_and_the_last_is_never_lost()
    {
        var time = new FakeTimeProvider();
        var drawn = 0;
        using var pace = new RenderPace(time, RenderPace.TwentyHertz, () => drawn++);
        pace.Request();
        Assert.Equal(1, drawn);
        for (var token = 0; token < 100; token++)
        {
            pace.Request();
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(drawn, 20, 22);
        pace.Request();
        var before = drawn;
        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(before + 1, drawn);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(before + 1, drawn);
    }
}
