using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Chatbot.LocalHosting.Preflight;

internal static class GivenRabbitMq
{
    public static async Task<string?> ProblemAsync(string value, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
            return "is no address of a RabbitMQ broker: write it like amqp://user:password@host:5672.";
        try
        {
            var factory = new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = TimeSpan.FromSeconds(5) };
            await using var connection = await factory.CreateConnectionAsync(cancellationToken);
            return null;
        }
        catch (BrokerUnreachableException exception)
        {
            return exception.InnerException is AuthenticationFailureException or PossibleAuthenticationFailureException
                ? $"is refused by RabbitMQ at {uri.Host}:{uri.Port}: check the user and the password in it."
                : $"names RabbitMQ at {uri.Host}:{uri.Port}, which can't be reached: check host, port and virtual host, and amqps:// for TLS.";
        }
    }
}
