using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Chatbot.EndToEnd.SharedControl;

/// <summary>
/// Delivers everything twice: hears what goes through the exchanges it is told, and sends each message there once more, marked
/// so that a copy is not copied.
/// </summary>
internal sealed class BusEcho : IAsyncDisposable
{
    private const string Mark = "x-test-copy";
    private readonly IConnection _connection;
    private readonly IChannel _hears;
    private readonly IChannel _says;
    private readonly ConcurrentDictionary<string, int> _copies = [];

    private BusEcho(IConnection connection, IChannel hears, IChannel says) => (_connection, _hears, _says) = (connection, hears, says);

    public static async Task<BusEcho> StartAsync(string broker, IEnumerable<string> exchanges)
    {
        var cancel = TestContext.Current.CancellationToken;
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync(cancel);
        var hears = await connection.CreateChannelAsync(cancellationToken: cancel);
        var echo = new BusEcho(connection, hears, await connection.CreateChannelAsync(cancellationToken: cancel));
        var queue = (await hears.QueueDeclareAsync(cancellationToken: cancel)).QueueName;
        foreach (var exchange in exchanges) await hears.QueueBindAsync(queue, exchange, routingKey: "", cancellationToken: cancel);

        var consumer = new AsyncEventingBasicConsumer(hears);
        consumer.ReceivedAsync += (_, delivery) => echo.RepeatAsync(delivery);
        await hears.BasicConsumeAsync(queue, autoAck: true, consumer, cancel);
        return echo;
    }

    /// <summary>The exchange that MassTransit publishes messages of a type to.</summary>
    public static string ExchangeOf<T>() => $"{typeof(T).Namespace}:{typeof(T).Name}";

    /// <summary>Copies sent to that exchange.</summary>
    public int Copies(string exchange) => _copies.GetValueOrDefault(exchange);

    public async ValueTask DisposeAsync()
    {
        await _hears.DisposeAsync();
        await _says.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task RepeatAsync(BasicDeliverEventArgs delivery)
    {
        if (delivery.BasicProperties.Headers?.ContainsKey(Mark) == true) return;
        var properties = new BasicProperties(delivery.BasicProperties)
        {
            Headers = new Dictionary<string, object?>(delivery.BasicProperties.Headers ?? new Dictionary<string, object?>()) { [Mark] = true },
        };
        await _says.BasicPublishAsync(delivery.Exchange, delivery.RoutingKey, mandatory: false, properties, delivery.Body, delivery.CancellationToken);
        _copies.AddOrUpdate(delivery.Exchange, 1, (_, copies) => copies + 1);
    }
}
