using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Chatbot.ServiceDefaults.Messaging;

public static class MessageBusExtensions
{
    /// <summary>
    /// MassTransit over RabbitMQ, connection name <c>messaging</c>. Queues are named in kebab case with <paramref name="service"/>
    /// as prefix. A broker that is away makes the service degraded, not unready: what it does without the bus goes on.
    /// Never publish inside a request without a deadline: without the broker a publish waits silently.
    /// </summary>
    public static void AddMessageBus(
        this IHostApplicationBuilder builder,
        string service,
        Action<IBusRegistrationConfigurator> configure,
        Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>? configureBus = null)
    {
        builder.Services.AddMassTransit(bus =>
        {
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(service, false));
            bus.ConfigureHealthCheckOptions(options => options.MinimalFailureStatus = HealthStatus.Degraded);
            configure(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(builder.Configuration.GetConnectionString("messaging")
                    ?? throw new InvalidOperationException("The connection string 'messaging' is missing: say where RabbitMQ is.")));
                configureBus?.Invoke(context, rabbit);
                rabbit.ConfigureEndpoints(context);
            });
        });
        // The services answer while the broker is away.
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = false);
    }
}
