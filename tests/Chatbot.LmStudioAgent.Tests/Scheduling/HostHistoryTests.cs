using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Scheduling;
using FsCheck;
using FsCheck.Fluent;

namespace Chatbot.LmStudioAgent.Tests.Scheduling;

/// <summary>Random histories: what must always hold is checked by <see cref="HostWorld"/> at every step.</summary>
public class HostHistoryTests
{
    private static readonly string[] Models = ["small", "large", "other"];
    private static readonly string[] People = ["ada", "bob", "cleo", "dan"];

    private static readonly Arbitrary<(int Kind, int Which)[]> Histories =
        Gen.Choose(0, 21).Zip(Gen.Choose(0, 1000)).ArrayOf().Resize(120).ToArbitrary();

    [Fact]
    public void Whatever_happens_the_rules_hold_and_in_the_end_everybody_has_an_answer() =>
        Prop.ForAll(Histories, history =>
        {
            var world = HostWorld.Up(gigabytes: history.Length % 3 == 0 ? null : 12);
            foreach (var (kind, which) in history) Step(world, kind, which);
            ComeToRest(world);

            Assert.Empty(world.State.Waiting);
            Assert.Empty(world.State.Operations);
            Assert.All(world.Admissions.Where(admission => !world.Gone.Contains(admission)), admission => Assert.Contains(admission, world.Answers.Keys));
            Assert.All(world.Commands.OfType<LoadRequested>(), command => Assert.Contains(command.OperationId, world.Ends.Keys));
            Assert.All(world.Commands.OfType<UnloadRequested>(), command => Assert.Contains(command.OperationId, world.Ends.Keys));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_number_of_requests_for_one_model_make_one_load() =>
        Prop.ForAll(Gen.Choose(0, 9).ArrayOf().ToArbitrary(), steps =>
        {
            var world = HostWorld.Up();
            world.Admit("small");
            foreach (var step in steps)
            {
                if (step < 6) world.Admit("small");
                else if (step < 8) world.Load("small");
                else world.Happen(new LoadProgressed(world.Loading!.Number, step / 10.0));
            }

            world.FinishLoad();
            for (var turn = 0; world.State.Waiting.Count > 0 && turn < 1000; turn++) UseTickets(world);

            Assert.Single(world.Loads);
            Assert.All(world.Admissions, admission => Assert.IsType<AdmissionGranted>(world.Answers[admission]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static void Step(HostWorld world, int kind, int which)
    {
        var model = Models[which % Models.Length];
        switch (kind)
        {
            case 0 or 1 or 2: world.Admit(model, which % 4 - 1, mayLoad: which % 7 != 0, People[which % People.Length]); break;
            case 3: world.Load(model, which % 2 == 0 ? TimeSpan.FromSeconds(which) : null, pinned: which % 11 == 0, which % 6 == 0 ? 1024 * (1 + (which % 4)) : null); break;
            case 4: world.Unload(model, force: which % 4 == 0); break;
            case 5 when Pick(world.Commands, which) is { } command: world.Happen(command); break;
            case 6 when Pick(world.Commands, which) is LoadRequested load: world.Happen(new CancelRequested(load.OperationId)); break;
            case 6 when Pick(world.Commands, which) is UnloadRequested unload: world.Happen(new CancelRequested(unload.OperationId)); break;
            case 7 when Pick(world.Admissions, which) is { } admission && !world.Running.ContainsKey(admission): world.Close(admission); break;
            case 8 or 9 when Pick(world.Unused(), which) is { } ticket: world.Present(ticket); break;
            case 10 or 11 when Pick([.. world.Running.Keys], which) is { } ticket: world.EndInference(ticket); break;
            case 12 when world.Loading is { } load: world.Happen(new LoadProgressed(load.Number, which / 1000.0)); break;
            case 13 or 14: world.FinishLoad(succeed: which % 4 != 0); break;
            case 15: world.FinishUnload(succeed: which % 4 != 0); break;
            case 16: world.Pass(TimeSpan.FromSeconds(which % 90)); break;
            case 17: world.List(); break;
            case 18 when which % 2 == 0: world.Memory[model + ":2"] = new LoadedInstance(model + ":2", model, ModelKind.Llm, 4096, null, null); break;
            case 18: world.Memory.Remove(model + ":2"); break;
            case 20: world.Happen(new Configured(new HostConfiguration(Draining: which % 3 == 0, EvictForeign: which % 2 == 0))); break;
            case 21: world.Restart(loadComesThrough: which % 2 == 0); break;
            case 19: world.See(which % 3 == 0 ? LmStudioHealth.Unreachable : LmStudioHealth.Ok); break;
        }
    }

    private static void ComeToRest(HostWorld world)
    {
        world.See(LmStudioHealth.Ok);
        world.Happen(new Configured(new HostConfiguration()));
        for (var turn = 0; turn < 2000 && (world.State.Waiting.Count > 0 || world.State.Operations.Count > 0 || world.Running.Count > 0); turn++)
        {
            world.FinishLoad();
            world.FinishUnload();
            UseTickets(world);
            world.Pass(TimeSpan.FromSeconds(1));
        }
    }

    private static void UseTickets(HostWorld world)
    {
        foreach (var ticket in world.Unused()) world.Present(ticket);
        foreach (var ticket in world.Running.Keys.ToArray()) world.EndInference(ticket);
    }

    private static T? Pick<T>(IReadOnlyList<T> from, int which) where T : class => from.Count == 0 ? null : from[which % from.Count];
}
