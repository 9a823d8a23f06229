using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Bench.Fleet;

/// <summary>
/// A machine with memory for one model and one slot, and two people who in each round ask two different models of it at the same
/// time: one is answered to the end, then its model goes, the other one's comes.
/// </summary>
internal static class OneSlot
{
    private const int Rounds = 1000;
    private const string Host = "slot";
    private const string Question = "What happens when two people want two models?";
    private static readonly string[] Keys = ["slot/one", "slot/two"];
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        Person[] people = [await system.NewPersonAsync(budget.Cut), await system.NewPersonAsync(budget.Cut)];
        // 4 GB of weights and half of context: a second one does not fit.
        var settings = new MachineSettings(Host, [.. Keys.Select(key => new ModelFile(key))], TokensPerSecond: 400, Parallel: 1, MemoryBytes: 6_000_000_000);
        await using var machines = await StudioMachines.StartAsync(system, people[0], [settings], apart: true, budget.Cut);
        var expected = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Answers", "sentence.txt"), budget.Cut)).Trim();

        var rounds = new Samples();
        var different = 0;
        var start = system.Time.GetTimestamp();
        while (rounds.Count < Rounds && !budget.IsOver)
        {
            var round = system.Time.GetTimestamp();
            var answers = await Task.WhenAll(people.Zip(Keys, (person, key) => person.AskAsync(ModelIds.Local(key), Question, budget.Cut).WaitAsync(AnswersWithin, system.Time, budget.Cut)));
            rounds.Add(system.Time.GetElapsedTime(round));
            foreach (var answer in answers.Where(answer => !answer.IsWhole || answer.Text != expected))
            {
                different++;
                system.Say($"  round {rounds.Count}: {answer.Error ?? answer.Text}");
            }
        }

        var took = system.Time.GetElapsedTime(start);
        var status = await machines.All[0].Studio.StatusAsync(budget.Cut);
        var asked = rounds.Count * people.Length;
        return
        [
            ResultRow.Of($"A round of two people on one slot ({Figures.Time(took.TotalMilliseconds)} in all)", rounds, Rounds),
            None("of these: answers that LM Studio had to abort", status.RequestsAborted, asked),
            None("of these: answers that are not the model's to the byte", different, asked),
        ];
    }

    private static ResultRow None(string what, int count, int asked)
    {
        var row = ResultRow.Of(what, asked, $"{count}", "0", count == 0);
        return row with { Verdict = ResultRow.Told(row.Verdict, asked < Rounds * Keys.Length) };
    }
}
