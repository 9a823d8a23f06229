using MassTransit;
using Microsoft.Extensions.Logging;

namespace Chatbot.ServiceDefaults.Messaging;

/// <summary>
/// What cannot be consumed is moved to the queue beside, with the account of its sender; of another account than our own the
/// broker refuses that, closes the channel and delivers it again, for ever. Such a message ends here, in the log, and so does
/// one without account, which nobody of ours has sent.
/// </summary>
internal sealed partial class ForeignMessageFilter<T>(string own, OncePer often, ILogger logger) : IFilter<T> where T : class, ReceiveContext
{
    public Task Send(T context, IPipe<T> next)
    {
        if (Senders.AccountOf(context) is not { } account || account == own) return next.Send(context);
        if (often.IsDue()) LogEnded(account, $"{context.InputAddress}", context is ExceptionReceiveContext { Exception.Message: var reason } ? reason : "nobody takes its kind");
        return Task.CompletedTask;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("foreign-message");

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of the broker's account '{Account}' at {Queue} could not be consumed and was thrown away; perhaps more were: {Reason}")]
    private partial void LogEnded(string account, string queue, string reason);
}
