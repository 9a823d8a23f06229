using System.Text;
using Chatbot.LmStudioAgent.Inference;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.LmStudioAgent.Tests.Inference;

public sealed class AnswerPaceTests
{
    private static readonly byte[] Event = Encoding.UTF8.GetBytes("data: {}\n\n");
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Tokens_are_counted_by_the_time_they_came_in()
    {
        Assert.Equal(50, Paced(events: 51, TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public void What_came_in_one_read_has_no_pace()
    {
        Assert.Null(Paced(events: 200, TimeSpan.FromTicks(10)));
    }

    [Fact]
    public void A_few_tokens_have_no_pace()
    {
        Assert.Null(Paced(events: 5, TimeSpan.FromSeconds(1)));
    }

    private double? Paced(int events, TimeSpan apart)
    {
        var pace = new AnswerPace(_clock);
        for (var count = 0; count < events; count++)
        {
            if (count > 0) _clock.Advance(apart);
            pace.Count(Event);
        }

        return pace.TokensPerSecond;
    }
}
