using System.Globalization;
using System.Text;
using Chatbot.Bench.Measuring;
using Chatbot.Bench.Running;
using Chatbot.Bench.Talking;
using Chatbot.ModelCatalog.Contracts;

namespace Chatbot.Bench.Chats;

/// <summary>What comes over the connection for an answer of 10,000 tokens, headers and chunks included, against its text in UTF-8.</summary>
internal static class BytesOnWire
{
    private const int Tokens = 10_000;
    private const string Key = "bytes/model";
    private const string Question = "Please read forty pages.";
    private const string Quarter = "Please read ten pages.";
    private const double Now = 2;
    private const double Later = 1.25;
    private const double Flat = 1.05;

    public static async Task<IReadOnlyList<ResultRow>> MeasureAsync(BenchSystem system, Budget budget)
    {
        var person = await system.NewPersonAsync(budget.Cut);
        var settings = new MachineSettings("bytes", [new ModelFile(Key)], TokensPerSecond: 100, Parallel: 8);
        await using var machines = await StudioMachines.StartAsync(system, person, [settings], apart: false, budget.Cut);
        await person.AskAsync(ModelIds.Local(Key), "Say it at once.", budget.Cut);

        var directly = DirectAsync(system, settings.Address, budget.Cut);
        var asked = await Task.WhenAll(
            AskAsync(system, Question, ownParts: false, budget.Cut),
            AskAsync(system, Question, ownParts: true, budget.Cut),
            AskAsync(system, Quarter, ownParts: false, budget.Cut));
        var direct = new Sent(await directly, asked[0].Payload);
        var flat = asked[0].Ratio / asked[2].Ratio;
        return
        [
            Row("Bytes on the wire of 10,000 tokens against their text, POST /api/chat as other clients ask", asked[0], direct),
            Row("the same with the parts and numbers that our own page asks for", asked[1], direct),
            ResultRow.Of("of the first: its bytes for each of the text's, against an answer of 2,500 tokens", Tokens, Figures.Ratio(asked[0].Ratio), $"flat (≤ {Figures.Ratio(Flat)})", flat <= Flat, Figures.Ratio(asked[2].Ratio), flat),
        ];
    }

    private static ResultRow Row(string what, Sent sent, Sent direct) =>
        ResultRow.Of(what, Tokens, $"{sent}", $"{new Aim($"≤ {Figures.Ratio(Now)}", $"≤ {Figures.Ratio(Later)}")}", null, $"{direct}: {Figures.Ratio(direct.Ratio)}", sent.Ratio) with
        {
            Verdict = Aim.Verdict(sent.Ratio <= Now, sent.Ratio <= Later),
        };

    private static async Task<Sent> AskAsync(BenchSystem system, string question, bool ownParts, CancellationToken cancellationToken)
    {
        var wire = new Wire();
        await using var services = BenchHttp.Build(wire);
        var client = BenchHttp.Client(services, new Uri(system.State.Url));
        await Person.AsGuestAsync(client, system.Time, cancellationToken);
        var before = wire.Received;
        var answer = await ChatAnswer.ReadAsync(client, ModelIds.Local(Key), question, system.Time, cancellationToken, ownParts);
        if (!answer.IsWhole) throw new InvalidOperationException($"The answer is not whole: {answer.Error ?? answer.Text}");
        return new Sent(wire.Received - before, Encoding.UTF8.GetByteCount(answer.Text));
    }

    private static async Task<long> DirectAsync(BenchSystem system, Uri address, CancellationToken cancellationToken)
    {
        var wire = new Wire();
        await using var services = BenchHttp.Build(wire);
        await new Completions(BenchHttp.Client(services, address), Key, null, system.Time).Begin(Question, system.Time.GetTimestamp(), cancellationToken).EndAsync(Tokens);
        return wire.Received;
    }

    private sealed record Sent(long Bytes, long Payload)
    {
        public double Ratio => (double)Bytes / Payload;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1000.0:0} kB for {Payload / 1000.0:0.0} kB");
    }
}
