using MassTransit;
using Microsoft.Extensions.Logging;

namespace Chatbot.ServiceDefaults.Messaging;

/// <summary>
/// Who says a message, by RabbitMQ's <c>user-id</c>: the broker refuses one that is not the sender's own account. Ours all have
/// it, and what has none was sent by something else.
/// </summary>
internal sealed partial class Senders(Func<string, object, bool> maySay, TimeProvider time, ILogger<Senders> logger)
{
    private readonly OncePer _minute = new(TimeSpan.FromMinutes(1), time);

    /// <summary>Null where there is none. A bus in memory has no accounts.</summary>
    public static string? AccountOf(PipeContext context) =>
        context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) ? delivery.Properties.UserId ?? "" : null;

    public bool Admit(PipeContext context, object message)
    {
        if (AccountOf(context) is not { } account || (account.Length > 0 && maySay(account, message))) return true;

        if (_minute.IsDue()) LogRefused(message.GetType().Name, account);
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {Message} was thrown away: the broker's account '{Account}' may not say it. Perhaps more were.")]
    private partial void LogRefused(string message, string account);
}
