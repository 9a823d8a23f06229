using Chatbot.Chat.Tests.Support;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.Testing;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Chat.Tests;

public sealed class RegistrationsQuestionTests(ChatHost chat)
{
    [Fact]
    public async Task A_replica_asks_where_enrolled_agents_are_as_soon_as_it_listens()
    {
        var bus = chat.Services.GetRequiredService<ITestHarness>();

        await Eventually.TrueAsync(() => bus.Published.Select<RegistrationsWanted>(TestContext.Current.CancellationToken).Any(), "it asks");
    }
}
