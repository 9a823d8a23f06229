using Chatbot.Chat.Conversations;
using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Chatbot.Chat.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Chatbot.Chat.Tests;

public sealed class ModelRulesTests
{
    private static readonly LocalTarget Any = new("lmstudio-chat", null, null, "last-used");

    private readonly FakeTimeProvider _time = new();
    private readonly HostTable _hosts;
    private readonly Routes _routes;

    public ModelRulesTests()
    {
        _hosts = new HostTable(Options.Create(new ModelsOptions()), new Registrations(_time), _time);
        _routes = new Routes(_hosts, new Placements(_time), new RecentFailures(_time));
    }

    [Fact]
    public void However_the_text_is_cut_thought_and_answer_come_out_whole() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt[]>(), cuts =>
        {
            const string Whole = "\n<think>a < b </th> c</think>\n\nThe <think>answer</think>";
            var splitter = new ThinkSplitter();
            var contents = new List<AIContent>();
            var from = 0;
            foreach (var to in cuts.Select(cut => cut.Get % Whole.Length).Append(Whole.Length).Order())
            {
                if (to > from) contents.AddRange(splitter.Push(Whole[from..to]));
                from = Math.Max(from, to);
            }

            contents.AddRange(splitter.Flush());
            return string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text)) == "a < b </th> c"
                && string.Concat(contents.OfType<TextContent>().Select(content => content.Text)) == "The <think>answer</think>";
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_without_a_thought_passes_delta_by_delta()
    {
        var splitter = new ThinkSplitter();
        var deltas = new[] { "\n", "  ", "<", "b>Bold</b>", " <think>", "" };
        var passed = deltas.SelectMany(splitter.Push).OfType<TextContent>().Select(content => content.Text);
        Assert.Equal(deltas, passed);
    }

    [Fact]
    public void Blank_deltas_at_the_beginning_pass_one_by_one_also_when_nothing_follows()
    {
        var splitter = new ThinkSplitter();
        Assert.Empty(splitter.Push("\n"));
        Assert.Empty(splitter.Push(" <"));
        Assert.Equal(["\n", " <"], splitter.Flush().OfType<TextContent>().Select(content => content.Text));
        Assert.Empty(splitter.Flush());
    }

    [Fact]
    public void The_place_that_waits_least_is_asked_first_and_a_silent_host_last()
    {
        _hosts.Apply(Reports.Host("silent", 1, Reports.Instance("m")));
        _time.Advance(TimeSpan.FromSeconds(16));
        _hosts.Apply(Reports.Host("cold", 1));
        _hosts.Apply(Reports.Inventory("cold", "m"));
        _hosts.Apply(Reports.Host("busy", 1, Reports.Instance("m", inFlight: 2, queued: 1)));
        _hosts.Apply(Reports.Host("idle", 1, Reports.Instance("m")));

        Assert.Equal(["idle", "busy", "cold", "silent"], _routes.Ranked(new LocalTarget("lmstudio:m", null, "m"), null).Select(candidate => candidate.Place.Host));
        Assert.Equal(["busy"], _routes.Ranked(new LocalTarget("lmstudio@busy:m", "busy", "m"), null).Select(candidate => candidate.Place.Host));
    }

    [Fact]
    public void What_is_loaded_answers_else_what_was_used_last()
    {
        _hosts.Apply(Reports.Host("one", 1, Reports.Instance("a", inFlight: 1), Reports.Instance("b")));
        Assert.Equal(["b", "a"], _routes.Ranked(Any, null).Select(candidate => candidate.Place.ModelKey));

        _hosts.Apply(Reports.Host("one", 2));
        _hosts.Apply(Reports.Inventory("one", "a", "last-used"));
        Assert.Equal(["last-used"], _routes.Ranked(Any, null).Select(candidate => candidate.Place.ModelKey));
    }

    [Fact]
    public void A_loaded_embedding_model_answers_no_chat()
    {
        _hosts.Apply(Reports.Host("one", 1, Reports.Instance("embed")));
        _hosts.Apply(Reports.InventoryOf("embedding", "one", "embed"));
        _hosts.Apply(Reports.Host("two", 1, Reports.Instance("m", inFlight: 1)));

        Assert.Equal(["m"], _routes.Ranked(Any, null).Select(candidate => candidate.Place.ModelKey));
        Assert.Equal(HostKnowledge.HasNot, _hosts.Knows("one", "embed"));
        Assert.Empty(_routes.Ranked(new LocalTarget("lmstudio@one:embed", "one", "embed"), null));

        _hosts.Apply(Reports.Host("two", 2));
        Assert.False(_hosts.AnyLoaded());
    }

    [Fact]
    public void An_older_report_changes_nothing()
    {
        _hosts.Apply(Reports.Host("one", 2, Reports.Instance("a")));
        _hosts.Apply(Reports.Host("one", 1));
        Assert.True(_hosts.AnyLoaded());
    }

    [Fact]
    public void Before_the_first_report_a_model_may_exist_and_later_no_host_is_there()
    {
        Assert.Equal(HostKnowledge.Unknown, _hosts.Knows(null, "m"));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HostKnowledge.NoHost, _hosts.Knows(null, "m"));
        Assert.True(_hosts.Apply(Reports.Host("one", 1)), "its models must be asked for");
        Assert.Equal(HostKnowledge.Unknown, _hosts.Knows(null, "m"));
        _hosts.Apply(Reports.Inventory("one", "other"));
        Assert.Equal(HostKnowledge.HasNot, _hosts.Knows(null, "m"));
        Assert.False(_hosts.Apply(Reports.Host("one", 2)));
    }

    [Theory]
    [InlineData("Why is\n the sky   blue?", "Why is the sky blue?")]
    [InlineData(" \n", "New chat")]
    [InlineData("\u0001", "New chat")]
    public void A_title_is_the_first_words(string text, string title) => Assert.Equal(title, TitleFromText.Of(text));

    [Fact]
    public void A_title_is_never_too_long_nor_cut_within_a_character() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), Arb.From(Gen.Choose(0, 200)), (text, faces) =>
        {
            var title = TitleFromText.Of(text.Get + string.Concat(Enumerable.Repeat("🙂", faces)));
            return title.Length is > 0 and <= 81 && !char.IsHighSurrogate(title.TrimEnd('…')[^1]);
        }).QuickCheckThrowOnFailure();
}
