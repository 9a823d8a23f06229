using System.Runtime.InteropServices;
using Chatbot.Bench;
using Chatbot.Bench.Chats;
using Chatbot.Bench.Fleet;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Pages;

MeasurementGroup[] groups = [FleetGroup.Group, ChatGroup.Group, PagesGroup.Group];
var line = CommandLine.Parse(args);
var group = groups.FirstOrDefault(group => group.Name == line.Group);
var unknown = line.Only.Except(group?.Measurements.Select(measurement => measurement.Name) ?? []).FirstOrDefault();
var chosen = group?.Measurements.Where(measurement => line.Only.Count == 0 || line.Only.Contains(measurement.Name))
    .Select(measurement => line.AtMost < measurement.AtMost ? measurement with { AtMost = line.AtMost.Value } : measurement)
    .ToList() ?? [];
if (line.Error is not null || group is null || unknown is not null)
{
    await Console.Error.WriteLineAsync(Usage.Of(groups, line.Error ?? (unknown is null ? null : $"'{unknown}' is not measured here.")));
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var machine = Machine.Look(TimeProvider.System);
try
{
    var rows = await Run.AllAsync(group, chosen, Console.Error.WriteLine, TimeProvider.System, stop.Token);
    var table = ResultTable.Of($"bench {string.Join(' ', args)}", machine, rows);
    await Console.Out.WriteLineAsync(table);
    if (line.Output is not null) await File.WriteAllTextAsync(line.Output, table);
    return rows.All(row => row.IsGood) ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
