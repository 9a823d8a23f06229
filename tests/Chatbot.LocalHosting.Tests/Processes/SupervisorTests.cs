using System.Diagnostics;
using Chatbot.LocalHosting.Console;
using Chatbot.LocalHosting.Processes;
using Chatbot.Testing;
using Spectre.Console;

namespace Chatbot.LocalHosting.Tests.Processes;

public sealed class SupervisorTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly LogMultiplexer _logs;
    private readonly ProcessHost _processes;

    public SupervisorTests()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        _logs = new LogMultiplexer(_folder.FullName, verbose: false, console);
        _processes = new ProcessHost(Guard.Start(Path.Combine(_folder.FullName, "guard.pid"), Path.Combine(_folder.FullName, "state.json"), null));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_crashes_is_started_again()
    {
        await using var supervisor = Supervise(new FakeWorkload("sleep 1000"));
        await supervisor.Ready;
        var first = supervisor.ProcessId!.Value;

        Unix.SignalGroup(first, Unix.Kill);

        await Eventually.TrueAsync(() => supervisor.ProcessId is { } id && id != first, "another process");
    }

    [Fact]
    public async Task What_crashes_is_started_again_though_something_that_it_started_lives_on()
    {
        await using var supervisor = Supervise(new FakeWorkload("sleep 1000 & sleep 1000"));
        await supervisor.Ready;
        var first = supervisor.ProcessId!.Value;
        using var process = Process.GetProcessById(first);
        process.Kill(entireProcessTree: false);

        await Eventually.TrueAsync(() => supervisor.ProcessId is { } id && id != first, "another process");
    }

    [Fact]
    public async Task A_start_again_that_goes_wrong_is_not_the_last_one()
    {
        var workload = new FakeWorkload("sleep 1000") { Fails = start => start == 2 };
        await using var supervisor = Supervise(workload);
        await supervisor.Ready;

        Unix.SignalGroup(supervisor.ProcessId!.Value, Unix.Kill);

        await Eventually.TrueAsync(() => workload.Starts == 3 && supervisor.ProcessId is not null, "another process");
    }

    [Fact]
    public async Task What_never_becomes_ready_is_given_up_with_where_its_log_is()
    {
        var workload = new FakeWorkload("echo no such database; exit 3") { Ready = () => false };
        await using var supervisor = Supervise(workload);

        var problem = await Assert.ThrowsAsync<StartException>(() => supervisor.Ready);

        Assert.Contains("code 3", problem.Message, StringComparison.Ordinal);
        Assert.Equal(3, workload.Starts);
        Assert.Contains("no such database", await File.ReadAllTextAsync(SharedCopy(_logs.FileOf("fake")), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_lets_it_finish_and_starts_nothing_again()
    {
        var finished = Path.Combine(_folder.FullName, "finished");
        var workload = new FakeWorkload($"trap 'touch {finished}; exit 0' TERM; echo up; while :; do sleep 0.05; done")
        {
            Ready = () => File.Exists(_logs.FileOf("fake")),
        };
        await using var supervisor = Supervise(workload);
        await supervisor.Ready;

        await supervisor.StopAsync();

        Assert.True(File.Exists(finished));
        Assert.Equal(1, workload.Starts);
    }

    [Fact]
    public async Task What_ignores_the_request_to_end_is_ended_when_somebody_is_in_a_hurry()
    {
        await using var supervisor = Supervise(new FakeWorkload("trap '' TERM; echo up; while :; do sleep 0.05; done") { Ready = () => File.Exists(_logs.FileOf("fake")) });
        await supervisor.Ready;
        var id = supervisor.ProcessId!.Value;

        var stop = supervisor.StopAsync();
        supervisor.Hurry();
        await stop;

        Assert.False(Unix.IsAlive(id));
    }

    public async ValueTask DisposeAsync()
    {
        await _processes.DisposeAsync();
        _logs.Dispose();
        _folder.Delete(recursive: true);
    }

    private Supervisor Supervise(IWorkload workload)
    {
        var supervisor = new Supervisor(workload, _processes, _logs, TimeProvider.System);
        supervisor.Start();
        return supervisor;
    }

    // The log is still being written.
    private static string SharedCopy(string file)
    {
        var copy = $"{file}.copy";
        File.Copy(file, copy);
        return copy;
    }
}
