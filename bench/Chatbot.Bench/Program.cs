using System.Runtime.InteropServices;
using Chatbot.Bench;
using Chatbot.Bench.Fleet;
using Chatbot.Bench.Measuring;

MeasurementGroup[] groups = [FleetGroup.Group];
var line = CommandLine.Parse(args);
var group = groups.FirstOrDefault(group => group.Name == line.Group);
var chosen = group?.Measurements.Where(measurement => line.Only.Count == 0 || line.Only.Contains(measurement.Name))
    .Select(measurement => line.AtMost < measurement.AtMost ? measurement with { AtMost = line.AtMost.Value } : measurement)
    .ToList() ?? [];
if (line.Error is not null || group is null || chosen.Count == 0)
{
    await Console.Error.WriteLineAsync($"{line.Error} Say what to measure: dotnet run -c Release --project bench/Chatbot.Bench -- <group> [--only <names>] [--at-most <minutes>] [--output <file>]".Trim());
    foreach (var known in groups)
        await Console.Error.WriteLineAsync($"  {known.Name}: {known.About} ({string.Join(", ", known.Measurements.Select(measurement => measurement.Name))})");
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
