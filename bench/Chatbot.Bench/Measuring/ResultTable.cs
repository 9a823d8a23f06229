using System.Text;

namespace Chatbot.Bench.Measuring;

/// <summary>All results of a run as Markdown, with the machine that they are of.</summary>
internal static class ResultTable
{
    public static string Of(string command, Machine machine, IReadOnlyList<ResultRow> rows)
    {
        var text = new StringBuilder();
        text.AppendLine($"`{command}`, {machine.At:yyyy-MM-dd HH:mm} UTC, {machine.Description}").AppendLine();
        text.AppendLine("| what | n | median | p95 | p99 | direct | ratio | bar | |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var row in rows)
            text.AppendLine($"| {string.Join(" | ", row.What, row.Count, row.Median, row.P95, row.P99, row.Direct, row.Ratio, row.Bar, row.Verdict)} |");
        return text.ToString();
    }
}
