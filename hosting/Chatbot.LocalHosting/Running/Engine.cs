using Chatbot.LocalHosting.Console;
using Chatbot.LocalHosting.Preflight;
using Chatbot.LocalHosting.Processes;
using Chatbot.LocalHosting.Servers;
using Chatbot.LocalHosting.Topology;
using Spectre.Console;

namespace Chatbot.LocalHosting.Running;

/// <summary>Runs a topology: checks, starts in order of dependency and health, says where it is, and stops everything again.</summary>
internal static class Engine
{
    public static async Task<int> RunAsync(DistributedApplicationBuilder builder, IAnsiConsole console, TimeProvider time)
    {
        var began = time.GetTimestamp();
        using var stop = new StopSignals(builder.CommandLine.WithParent);
        var solution = DataFolder.SolutionDirectory(builder.AppHostDirectory);

        SettingsCheck.Run(builder.Configuration);
        DependencyOrder.Of(builder.Resources);
        NodeCheck.Run(builder.Resources, DataFolder.ToolsIn(solution), Installation.Look());
        await GivenServersCheck.RunAsync(builder.Resources, builder.Configuration, stop.Token);
        var installation = await MissingServers.ProvideAsync(builder.Resources, Installation.Look(), Say, stop.Token);

        var account = Unix.IsRoot && builder.Resources.OfType<PostgresServerResource>().Any() ? "postgres" : null;
        using var data = await DataFolder.CreateAsync(builder.CommandLine, solution, account, Say, stop.Token);
        using var held = await DataLock.TakeAsync(data, stop.Token);
        SecretStore.Resolve(builder.Resources.OfType<ParameterResource>(), data.SecretsFile);
        var ports = new FreePorts();
        PortAllocation.Allocate(builder.Resources, ports);
        Telemetry.PassOn(builder.Resources.OfType<ProjectResource>(), builder.Configuration);

        using var logs = new LogMultiplexer(data.Logs, builder.CommandLine.Verbose, console);
        await using var processes = new ProcessHost(Guard.Start(data.GuardFile, data.StateFile, data.Throwaway ? data.Path : null));
        using var workloads = new WorkloadFactory(data, installation, ports, logs.Say);
        var run = new TopologyRun(builder.Resources, workloads, processes, logs, data, time);
        stop.OnSecond(run.Hurry);
        try
        {
            await run.StartAsync(stop.Token);
            var url = run.WebUrl;
            StatusTable.Show(console, run, data);
            logs.Say($"Chatbot is ready at {url} ({time.GetElapsedTime(began).TotalSeconds:0.0} s). Ctrl+C stops it.");
            await stop.RequestedAsync();
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            // Stopped while starting.
        }
        finally
        {
            logs.Say("Stopping...");
            await run.StopAsync();
        }

        return 0;

        void Say(string line) => console.Profile.Out.Writer.WriteLine(line);
    }
}
