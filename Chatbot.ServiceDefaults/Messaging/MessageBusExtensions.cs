using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chatbot.ServiceDefaults.Messaging;

public static class MessageBusExtensions
{
    /// <summary>
    /// MassTransit over RabbitMQ, connection name <c>messaging</c>. Queues are named in kebab case with <paramref name="service"/>
    /// as prefix. A broker that is away makes the service degraded, not unready: what it does without the bus goes on.
    /// Every message says its sender's account, which the broker vouches for; what <paramref name="maySay"/> does not allow it is thrown away.
    /// Never publish inside a request without a deadline: without the broker a publish waits silently.
    /// </summary>
    public static void AddMessageBus(
        this IHostApplicationBuilder builder,
        string service,
        Func<string, object, bool> maySay,
        Action<IBusRegistrationConfigurator> configure,
        Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>? configureBus = null)
    {
        builder.Services.AddMassTransit(bus =>
        {
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(service, false));
            bus.ConfigureHealthCheckOptions(options => options.MinimalFailureStatus = HealthStatus.Degraded);
            configure(bus);
            bus.AddConfigureEndpointsCallback((context, _, endpoint) =>
            {
                endpoint.UseConsumeFilter(typeof(SenderFilter<>), context);
                endpoint.EndForeignMessages(AccountOf(builder.Configuration), context);
            });
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(Broker(builder.Configuration));
                rabbit.SayWho(AccountOf(builder.Configuration));
                configureBus?.Invoke(context, rabbit);
                rabbit.ConfigureEndpoints(context);
            });
        });
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<Senders>(services, maySay));
        // The services answer while the broker is away.
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = false);
    }

    private static Uri Broker(IConfiguration configuration) => new(configuration.GetConnectionString("messaging")
        ?? throw new InvalidOperationException("The connection string 'messaging' is missing: say where RabbitMQ is."));

    // As MassTransit reads it from the address.
    private static string AccountOf(IConfiguration configuration) =>
        configuration.GetConnectionString("messaging") is { } text && Uri.UnescapeDataString(new Uri(text).UserInfo.Split(':')[0]) is { Length: > 0 } user ? user : "guest";

    private static void SayWho(this IRabbitMqBusFactoryConfigurator rabbit, string account)
    {
        rabbit.ConfigurePublish(pipe => pipe.UseExecute(Stamp));
        rabbit.ConfigureSend(pipe => pipe.UseExecute(Stamp));

        void Stamp(SendContext context)
        {
            if (context.TryGetPayload<RabbitMqSendContext>(out var message)) message.BasicProperties.UserId = account;
        }
    }

    private static void EndForeignMessages(this IReceiveEndpointConfigurator endpoint, string own, IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ForeignMessageFilter<>));
        var often = new OncePer(TimeSpan.FromMinutes(1), services.GetRequiredService<TimeProvider>());
        endpoint.ConfigureError(pipe =>
        {
            pipe.UseFilter(new ForeignMessageFilter<ExceptionReceiveContext>(own, often, logger));
            pipe.UseFilter(new GenerateFaultFilter());
            pipe.UseFilter(new ErrorTransportFilter());
        });
        endpoint.ConfigureDeadLetter(pipe =>
        {
            pipe.UseFilter(new ForeignMessageFilter<ReceiveContext>(own, often, logger));
            pipe.UseFilter(new DeadLetterTransportFilter());
        });
    }
}
