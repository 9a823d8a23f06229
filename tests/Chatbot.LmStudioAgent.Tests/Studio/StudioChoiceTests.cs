using Chatbot.LmStudioAgent.Studio;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.LmStudioAgent.Tests.Studio;

public class StudioChoiceTests
{
    private static readonly StudioPlace Real = new(new Uri("http://127.0.0.1:1234/"), Simulated: false, Answers: true);
    private static readonly StudioPlace Simulator = new(new Uri("http://127.0.0.1:4321/"), Simulated: true, Answers: true);
    private readonly FakeTimeProvider _time = new();
    private readonly StudioChoice _choice;

    public StudioChoiceTests() => _choice = new StudioChoice(_time);

    [Fact]
    public void LM_Studio_is_left_for_the_simulator_only_after_it_missed_every_greeting_for_a_while()
    {
        Choose(Real);
        for (var round = 0; round < 3; round++)
        {
            Miss(StudioChoice.LeaveAfter - TimeSpan.FromMilliseconds(1));
            Choose(Real with { Simulated = null });
        }

        Miss(StudioChoice.LeaveAfter - TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Choose(Simulator);
    }

    [Fact]
    public void Looking_more_often_does_not_leave_it_sooner()
    {
        Choose(Real);
        for (var look = 0; look < 100; look++) Assert.Equal(Real with { Answers = false }, _choice.Choose(Simulator));
    }

    [Fact]
    public void The_simulator_makes_room_at_once_and_is_not_left_for_nothing()
    {
        Choose(Simulator);
        Assert.Equal(Simulator with { Answers = false }, _choice.Choose(Real with { Simulated = null, Answers = false }));
        Choose(Real);
    }

    [Fact]
    public void Where_nothing_has_answered_yet_what_answers_is_taken()
    {
        Choose(Real with { Simulated = null, Answers = false });
        Choose(Simulator);
    }

    private void Miss(TimeSpan time)
    {
        Assert.Equal(Real with { Answers = false }, _choice.Choose(Simulator));
        _time.Advance(time);
        Assert.Equal(Real with { Answers = false }, _choice.Choose(Simulator));
    }

    private void Choose(StudioPlace found) => Assert.Equal(found, _choice.Choose(found));
}
