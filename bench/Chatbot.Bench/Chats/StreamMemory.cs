using System.Diagnostics;
using System.Globalization;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;

namespace Chatbot.Bench.Chats;

/// <summary>
/// What the chat service's process holds in memory while 200 answers run, less what it held before, for each of them; once after
/// its first few hundred short answers, and again after these 200 have ended.
/// </summary>
internal static class StreamMemory
{
    private const int Streams = 200;
    private const int Machines = 4;
    private const double Now = 128;
    private const double Later = 32;
    private const string Question = "Please read ten pages.";
    private static readonly TimeSpan BeginWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        await using var chatters = await Chatters.StartAsync(system, "memory", Machines, people: 40, tokensPerSecond: 20, budget);
        using var chat = Process.GetProcessById(system.State.Processes["chat"].ProcessId!.Value);
        const string What = "Memory of the chat service for each running answer";
        const string Again = "the same, when it had 200 running before";
        var first = await RoundAsync(What, chatters, chat, system, budget.Cut);
        return [first, budget.IsOver ? ResultRow.Failed(Again, "not tried, the time is over") : await RoundAsync(Again, chatters, chat, system, budget.Cut)];
    }

    private static async Task<ResultRow> RoundAsync(string what, Chatters chatters, Process chat, BenchSystem system, CancellationToken cancellationToken)
    {
        await chatters.QuietAsync(cancellationToken);
        await Task.Delay(Settles, system.Time, cancellationToken);
        var before = await Resident.LookAsync(chat, system.Time, cancellationToken);

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = new Asked[Streams];
        await OpenLoop.RunAsync(
            OpenLoop.Evenly(Streams, BeginWithin),
            (number, due) =>
            {
                asked[number] = chatters.Ask(number, Question, due, enough.Token);
                return asked[number].BegunAsync();
            },
            system.Time,
            cancellationToken);
        await Task.Delay(Settles, system.Time, cancellationToken);
        var during = await Resident.LookAsync(chat, system.Time, cancellationToken);
        var ended = asked.Count(answer => answer.Reading.IsCompleted);
        await enough.CancelAsync();
        // What was left goes on without a reader, until it is stopped.
        await Task.WhenAll(asked.Select(answer => answer.Reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)));
        await Task.WhenAll(asked.Select((answer, number) => chatters.StopAsync(number, answer.Chat!.Value, cancellationToken)));
        system.Say(string.Create(CultureInfo.InvariantCulture, $"  {before / 1024 / 1024:0.0} MB with none, {during / 1024 / 1024:0.0} MB with {Streams}"));

        if (ended > 0) return ResultRow.Failed(what, $"{ended} of {Streams} answers had ended before it was looked at");
        var each = (during - before) / 1024 / Streams;
        return ResultRow.Of(
            what,
            Streams,
            string.Create(CultureInfo.InvariantCulture, $"{each:0} KB ({before / 1024 / 1024:0} MB with none, {during / 1024 / 1024:0} MB with {Streams})"),
            $"{new Aim($"≤ {Now} KB", $"≤ {Later} KB")}",
            null) with
        { Verdict = Aim.Verdict(each <= Now, each <= Later) };
    }
}
