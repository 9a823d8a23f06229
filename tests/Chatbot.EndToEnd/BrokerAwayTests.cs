using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;

namespace Chatbot.EndToEnd;

public class BrokerAwayTests(RunningSystem system)
{
    private const string Small = "lmstudio:qwen/qwen3-4b";

    // No other test loads it.
    private const string Embedding = "lmstudio:text-embedding-nomic-embed-text-v1.5";

    [Fact]
    public async Task A_load_waits_for_the_broker_and_happens_once_while_chatting_goes_on()
    {
        using var guest = await system.NewScriptAsync();
        await guest.ChatAsync(Guid.CreateVersion7(), Small, "Why is the sky blue?");
        using var person = await system.NewRegularAsync();

        // The engine starts it again; until then there is none.
        await AppHost.SignalAsync("KILL", system.State.Processes["messaging"].ProcessId!.Value);
        var load = await person.LoadAsync(Embedding);
        Assert.Contains(load.State, new[] { OperationStates.Pending, OperationStates.Dispatched });
        Assert.Contains("Rayleigh", Script.TextOf(await guest.ChatAsync(Guid.CreateVersion7(), Small, "Why is the sky blue?")), StringComparison.Ordinal);

        var end = await person.EndOfAsync(load, TimeSpan.FromSeconds(90));
        Assert.Equal(OperationStates.Succeeded, end.State);
        var instances = 0;
        await Eventually.TrueAsync(
            async () => (instances = (await person.ModelAsync(Embedding)).Places.Single().Instances) > 0,
            "the list shows it loaded",
            TimeSpan.FromSeconds(10));
        Assert.Equal(1, instances);
    }
}
