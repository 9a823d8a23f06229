using System.Collections.Concurrent;
using Chatbot.ServiceDefaults.Messaging;
using Chatbot.Testing;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Chatbot.ServiceDefaults.Tests;

/// <summary>What a sender's account may not say reaches no consumer; the bus is in memory, and the accounts are made up.</summary>
public sealed class SenderTests
{
    private const string Account = "Account";

    [Fact]
    public async Task What_an_account_may_not_say_and_what_has_none_is_thrown_away()
    {
        using var host = Start();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var bus = host.Services.GetRequiredService<ITestHarness>();

        foreach (var (account, text) in new[] { ("ada", "of ada"), ("eve", "of eve"), ("", "of nobody"), ("ada", "the last") })
            await bus.Bus.Publish(new Said(text), context => context.Headers.Set(Account, account), TestContext.Current.CancellationToken);

        var heard = host.Services.GetRequiredService<ConcurrentQueue<string>>();
        await Eventually.TrueAsync(() => heard.Contains("the last") && bus.Published.Select<Said>(TestContext.Current.CancellationToken).Count() == 4, "the last is heard");
        Assert.Equal(["of ada", "the last"], heard);
    }

    private static IHost Start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["ConnectionStrings:messaging"] = "amqp://own:secret@127.0.0.1:1/";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ConcurrentQueue<string>>();
        builder.AddMessageBus("test", (account, _) => account == "ada", bus => bus.AddConsumer<Listener>());
        builder.Services.AddMassTransitTestHarness(bus => bus.AddConfigureEndpointsCallback((_, endpoint) =>
        {
            endpoint.ConcurrentMessageLimit = 1;
            endpoint.UseExecute(context => context.ReceiveContext.GetOrAddPayload<RabbitMqBasicConsumeContext>(() => new Delivery(context.Headers.Get<string>(Account))));
        }));
        return builder.Build();
    }

    public sealed record Said(string Text);

    public sealed class Listener(ConcurrentQueue<string> heard) : IConsumer<Said>
    {
        public Task Consume(ConsumeContext<Said> context)
        {
            heard.Enqueue(context.Message.Text);
            return Task.CompletedTask;
        }
    }

    private sealed class Delivery(string? account) : RabbitMqBasicConsumeContext
    {
        public string Exchange => "";

        public string RoutingKey => "";

        public string ConsumerTag => "";

        public ulong DeliveryTag => 0;

        public byte[] Body => [];

        public IReadOnlyBasicProperties Properties { get; } = string.IsNullOrEmpty(account) ? new BasicProperties() : new BasicProperties { UserId = account };
    }
}
