namespace Chatbot.LmStudioAgent.Contracts;

/// <summary>
/// Accounts of enrolled agents at the broker, named as their queue, <see cref="AgentQueues.For"/>, also where the operator makes
/// them himself. One of them speaks for its own host and says nothing but what agents say; any other account is the installation's.
/// </summary>
public static class BrokerAccounts
{
    private static readonly string Beginning = AgentQueues.For("");

    /// <param name="account">As the broker itself vouches for it.</param>
    public static bool MaySay(string account, object message) =>
        !account.StartsWith(Beginning, StringComparison.Ordinal) || (HostOf(message) is { } host && account == AgentQueues.For(host));

    private static string? HostOf(object message) => message switch
    {
        HostReported said => said.HostId,
        HostInventoryReported said => said.HostId,
        OperationProgressed said => said.HostId,
        OperationDecided said => said.HostId,
        OperationEnded said => said.HostId,
        _ => null,
    };
}
