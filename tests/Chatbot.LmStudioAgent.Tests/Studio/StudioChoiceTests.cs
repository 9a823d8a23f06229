using Chatbot.LmStudioAgent.Studio;

namespace Chatbot.LmStudioAgent.Tests.Studio;

public class StudioChoiceTests
{
    private static readonly StudioPlace Real = new(new Uri("http://127.0.0.1:1234/"), Simulated: false, Answers: true);
    private static readonly StudioPlace Simulator = new(new Uri("http://127.0.0.1:4321/"), Simulated: true, Answers: true);
    private readonly StudioChoice _choice = new();

    [Fact]
    public void LM_Studio_is_left_for_the_simulator_only_after_several_missed_greetings_in_a_row()
    {
        Choose(Real);
        for (var round = 0; round < 3; round++)
        {
            for (var miss = 1; miss < StudioChoice.MissesToLeave; miss++) Assert.Equal(Real with { Answers = false }, _choice.Choose(Simulator));
            Choose(Real with { Simulated = null });
        }

        for (var miss = 1; miss < StudioChoice.MissesToLeave; miss++) _choice.Choose(Simulator);
        Choose(Simulator);
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

    private void Choose(StudioPlace found) => Assert.Equal(found, _choice.Choose(found));
}
