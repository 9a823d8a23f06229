using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.Testing;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.LmStudioAgent.Tests.Service;

public sealed class ReportTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static TheoryData<object> SaidOfDesk =>
    [
        new HostReported("desk", "Desk", Now, 1, Now, new Uri("http://desk/"), new LmStudioReport(LmStudioHealth.Ok, null, false, null), [], null, ""),
        new HostInventoryReported("desk", Now, 1, "", false, []),
        new OperationProgressed(Guid.Empty, "desk", 0, false),
        new OperationDecided(Guid.Empty, "desk", 1, Now, DecisionKinds.Taken, "", JsonDocument.Parse("{}").RootElement),
        new OperationEnded(Guid.Empty, "desk", OperationOutcomes.Succeeded, null, null, null),
    ];

    [Fact]
    public async Task A_report_that_nobody_has_read_lapses_after_fifteen_seconds()
    {
        await using var agent = new AgentApplication(studio: null);
        using var client = agent.CreateClient();
        var bus = agent.Services.GetRequiredService<ITestHarness>();

        await Eventually.TrueAsync(() => bus.Published.Select<HostReported>(TestContext.Current.CancellationToken).Any(), "it reports");

        Assert.Equal(TimeSpan.FromSeconds(15), bus.Published.Select<HostReported>(TestContext.Current.CancellationToken).First().Context.TimeToLive);
    }

    [Theory]
    [MemberData(nameof(SaidOfDesk))]
    public void An_enrolled_agents_account_speaks_for_its_own_host_alone(object said)
    {
        Assert.True(BrokerAccounts.MaySay("agent-desk", said));
        Assert.True(BrokerAccounts.MaySay("guest", said));
        Assert.False(BrokerAccounts.MaySay("agent-shelf", said));
        Assert.False(BrokerAccounts.MaySay("agent-desk-2", said));
        Assert.False(BrokerAccounts.MaySay("agent-", said));
    }

    [Fact]
    public void It_says_nothing_that_only_the_installation_says()
    {
        foreach (var said in new object[] { new HostRegistered("desk", new Uri("http://desk/"), null, false), new ReportInventory("desk"), new CancelOperation(Guid.Empty, "desk"), new RegistrationsWanted("desk") })
        {
            Assert.False(BrokerAccounts.MaySay("agent-desk", said));
            Assert.True(BrokerAccounts.MaySay("chatbot", said));
        }
    }
}
