using Chatbot.LmStudioSimulator.Configuration;
using Chatbot.LmStudioSimulator.Script;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("script").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_rules_file_of_ones_own_says_what_the_model_says()
    {
        File.WriteAllText(Path.Combine(_folder, "poem.md"), "Roses are red.\n");
        var file = Path.Combine(_folder, "rules.json");
        File.WriteAllText(file, """{"rules":[{"prompt":"poem","parts":[{"reasoning":true,"text":"Hm."},{"file":"poem.md","tokensPerSecond":5}]},{"parts":[{"text":"You said: {prompt}"}]}]}""");
        var script = new AnswerScript(file);

        Assert.Equal(["Hm.", "Roses are red."], script.Answer(Said("A POEM, please"), reasons: true).Select(part => part.Text));
        Assert.Equal(["Roses are red."], script.Answer(Said("A POEM, please"), reasons: false).Select(part => part.Text));
        Assert.Equal("You said: hello", Assert.Single(script.Answer(Said("hello"), reasons: true)).Text);
    }

    [Fact]
    public void A_rules_file_that_is_not_there_is_told_before_the_start()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Simulator:RulesFile", (string?)"/no/such/rules.json")]).Build();

        var exception = Assert.Throws<OptionsValidationException>(() => HostConfiguration.Read(settings.GetSection("Simulator")));

        Assert.Contains("/no/such/rules.json", Assert.Single(exception.Failures));
    }

    [Theory]
    [InlineData("Plain words, a number 12345678901234 and a line\n\nbreak.  ")]
    [InlineData("Emoji 👩‍🚀👍🏽 and ünïcödé, 漢字かな交じり文, lone \uD83D half")]
    [InlineData("")]
    public void Tokens_put_together_again_are_the_text_and_no_character_is_cut(string text)
    {
        var tokens = Tokenizer.Split(text).ToList();

        Assert.Equal(text, string.Concat(tokens));
        Assert.All(tokens.Where(token => token.Length > 1), token => Assert.False(char.IsHighSurrogate(token[^1])));
        Assert.Equal(tokens.Count, Tokenizer.Count(text));
    }

    private static Conversation Said(string prompt) => Conversation.Of([("user", prompt)]);
}
