using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.EndToEnd.SharedControl;

[Collection(ThreeHostsCollection.Name)]
public class TwiceDeliveredTests(ThreeHosts system)
{
    private const int Each = 25;

    private static readonly string[] Exchanges =
    [
        .. ThreeHosts.Names.Select(AgentQueues.For),
        BusEcho.ExchangeOf<HostReported>(),
        BusEcho.ExchangeOf<HostInventoryReported>(),
        BusEcho.ExchangeOf<OperationProgressed>(),
        BusEcho.ExchangeOf<OperationEnded>(),
        BusEcho.ExchangeOf<OperationDecided>(),
    ];

    [Fact]
    public async Task Twenty_five_chats_and_as_many_loads_at_once_make_one_load_though_every_message_comes_twice()
    {
        await system.RestAsync();
        var studio = system.Studio(ThreeHosts.North);
        // Long enough that all of them want it while it is being loaded.
        await studio.SetFaultsAsync(new { slowLoad = new { factor = 5 } });
        var before = await studio.StatusAsync();
        var guests = await system.GuestsAsync(5);
        await using var echo = await BusEcho.StartAsync(system.State.ConnectionStrings["messaging"]!, Exchanges);

        List<Task<Operation>> loads = [];
        List<Task<Answered>> chats = [];
        for (var number = 0; number < Each; number++)
        {
            loads.Add(system.Admin.LoadAsync(new LoadModelRequest(ThreeHosts.Own(ThreeHosts.North), IdempotencyKey: $"twice-{number}")));
            chats.Add(guests[number % guests.Count].AskAsync(ThreeHosts.Own(ThreeHosts.North), $"Question {number}."));
        }

        var answers = await Task.WhenAll(chats);
        foreach (var operation in await Task.WhenAll(loads)) Assert.Equal(OperationStates.Succeeded, (await system.Admin.EndOfAsync(operation, TimeSpan.FromMinutes(2))).State);

        Assert.Equal(Enumerable.Range(0, Each).Select(number => ModelSays.To($"Question {number}.")), answers.Select(answer => answer.Text));
        Assert.All(answers, answer => Assert.True(answer.Whole));
        var after = await studio.StatusAsync();
        Assert.Equal((before.LoadsStarted + 1, ThreeHosts.OwnKey(ThreeHosts.North)), (after.LoadsStarted, Assert.Single(after.Instances)));
        Assert.Equal(before.RequestsStarted + Each, after.RequestsStarted);
        Assert.InRange(after.MaxParallel[ThreeHosts.OwnKey(ThreeHosts.North)], 1, 4);
        await EverythingCameTwiceAsync(echo);
        foreach (var guest in guests) guest.Dispose();
    }

    // Else the above would say nothing.
    private async Task EverythingCameTwiceAsync(BusEcho echo)
    {
        Assert.InRange(echo.Copies(AgentQueues.For(ThreeHosts.North)), Each, int.MaxValue);
        Assert.InRange(echo.Copies(BusEcho.ExchangeOf<OperationEnded>()), Each, int.MaxValue);
        Assert.InRange(echo.Copies(BusEcho.ExchangeOf<OperationDecided>()), Each, int.MaxValue);
        Assert.NotEqual(0, echo.Copies(BusEcho.ExchangeOf<HostReported>()));
        Assert.NotEqual(0, echo.Copies(BusEcho.ExchangeOf<OperationProgressed>()));
        // Several replicas of the chat service asked for it.
        Assert.InRange((long)(await Sql.ScalarAsync(system.State.ConnectionStrings["chatdb"]!, "SELECT count(DISTINCT owner) FROM chat.generations"))!, 2, 3);
    }
}
