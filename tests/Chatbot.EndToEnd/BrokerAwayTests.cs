using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.EndToEnd;

public class BrokerAwayTests(RunningSystem system)
{
    private const string Small = "lmstudio:qwen/qwen3-4b";

    [Fact]
    public async Task A_load_waits_for_the_broker_and_happens_once_while_chatting_goes_on()
    {
        using var person = await system.NewScriptAsync();
        await person.ChatAsync(Guid.CreateVersion7(), Small, "Why is the sky blue?");
        using var admin = await AccountAsync();
        var other = (await admin.ModelsAsync()).First(model => model.Provider == "lmstudio" && model.Id != Small && model.Kind == "llm");
        if (other.State == PlaceStates.Loaded) await admin.EndOfAsync(await admin.UnloadAsync(other.Id));

        // The engine starts it again; until then there is none.
        await AppHost.SignalAsync("KILL", system.State.Processes["messaging"].ProcessId!.Value);
        var load = await admin.LoadAsync(other.Id);
        Assert.Contains(load.State, new[] { OperationStates.Pending, OperationStates.Dispatched });
        Assert.Contains("Rayleigh", Script.TextOf(await person.ChatAsync(Guid.CreateVersion7(), Small, "Why is the sky blue?")), StringComparison.Ordinal);

        var end = await admin.EndOfAsync(load, TimeSpan.FromSeconds(90));
        Assert.Equal(OperationStates.Succeeded, end.State);
        Assert.Equal(1, (await admin.ModelAsync(other.Id)).Places.Single().Instances);
    }

    // Made the administrator by hand, since another test may have registered the first account.
    private async Task<Script> AccountAsync()
    {
        var script = await system.NewScriptAsync();
        var me = await script.SessionAsync();
        await Sql.ScalarAsync(system.State.ConnectionStrings["authdb"]!, "UPDATE auth.accounts SET type = 'admin' WHERE id = @id", me.User.Id);
        return script;
    }
}
