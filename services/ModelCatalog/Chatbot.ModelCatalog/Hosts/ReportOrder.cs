using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary>Newer is who has the higher epoch, then the later start, then the higher number.</summary>
internal readonly record struct ReportOrder(long Epoch, DateTimeOffset AgentStartedAt, long Number)
{
    public static ReportOrder Of(HostReported report) => new(report.Epoch, report.AgentStartedAt, report.Number);

    public static ReportOrder Of(HostInventoryReported report) => new(report.Epoch, report.AgentStartedAt, report.Number);

    public static ReportOrder Of(HostState host) => new(host.Epoch, host.AgentStartedAt, host.Number);

    public static ReportOrder Of(HostInventory inventory) => new(inventory.Epoch, inventory.AgentStartedAt, inventory.Number);

    /// <param name="online">A clock set back on the agent's machine must not lock its host out: once it is offline, any report of the epoch is news.</param>
    public bool IsNewerThan(ReportOrder known, bool online)
    {
        if (Epoch != known.Epoch) return Epoch > known.Epoch;
        return AgentStartedAt == known.AgentStartedAt ? Number > known.Number : !online || AgentStartedAt > known.AgentStartedAt;
    }
}
