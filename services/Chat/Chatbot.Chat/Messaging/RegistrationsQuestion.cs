using Chatbot.LmStudioAgent.Contracts;
using MassTransit;

namespace Chatbot.Chat.Messaging;

/// <summary>
/// Asks where enrolled agents are reached as soon as this replica's queue hears the answer, after an outage of the broker too.
/// A question that gets lost is made good by what the catalog says by itself every 30 s.
/// </summary>
internal sealed partial class RegistrationsQuestion(IServiceProvider services, ReplicaId replica, TimeProvider time, ILogger<RegistrationsQuestion> logger) : IReceiveEndpointObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    public Task Ready(ReceiveEndpointReady ready)
    {
        // Nothing waits for it: the queue is to be read meanwhile.
        if (ready.InputAddress.AbsolutePath.Contains(HostReports.QueueOf(replica), StringComparison.Ordinal)) _ = AskAsync();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;

    private async Task AskAsync()
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        try
        {
            // The bus is not there yet when its observers are made.
            await services.GetRequiredService<IBus>().Publish(new RegistrationsWanted($"{replica}"), context => context.TimeToLive = Life, deadline.Token);
        }
        catch (Exception exception)
        {
            LogNotAsked(exception.GetBaseException().Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The catalog could not be asked where enrolled agents are; it says so by itself within half a minute: {Reason}")]
    private partial void LogNotAsked(string reason);
}
