using Chatbot.LocalHosting.Running;
using Spectre.Console;

namespace Chatbot.LocalHosting.Console;

/// <summary>What runs, where, and where its log is.</summary>
internal static class StatusTable
{
    public static void Show(IAnsiConsole console, TopologyRun run, DataFolder data)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("resource", "address", "process");
        foreach (var supervisor in run.Supervisors)
            table.AddRow(Markup.Escape(supervisor.Workload.Name), Markup.Escape(supervisor.Workload.Address), $"{supervisor.ProcessId}");
        console.Write(table);
        console.Profile.Out.Writer.WriteLine($"Data: {data.Path}{(data.Throwaway ? " (deleted at the end)" : "")}   logs: {data.Logs}");
    }
}
