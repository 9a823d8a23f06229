using Chatbot.Chat.Models;

namespace Chatbot.Chat.Tests;

public sealed class CompletionReaderTests
{
    [Fact]
    public void A_character_that_is_cut_between_two_deltas_comes_out_whole_and_a_lone_half_fails_nothing()
    {
        var reader = new CompletionReader();
        var read = new[] { @"Hi \ud83d", @"\ude00\t\u0022\\é", @"\ud83d", "x", @"\ude00" }
            .Select(delta => reader.Read($$$"""{"choices":[{"delta":{"content":"{{{delta}}}"}}]}""").Text);

        Assert.Equal(["Hi ", "😀\t\"\\é", "", "\ufffdx", "\ufffd"], read);
    }

    [Fact]
    public void A_half_waits_for_a_delta_of_its_own_kind()
    {
        var reader = new CompletionReader();
        reader.Read("""{"choices":[{"delta":{"reasoning":"\ud83d"}}]}""");

        Assert.Equal("Yes", reader.Read("""{"choices":[{"delta":{"content":"Yes"}}]}""").Text);
        var thought = Assert.IsType<Microsoft.Extensions.AI.TextReasoningContent>(Assert.Single(reader.Read("""{"choices":[{"delta":{"reasoning":"\ude00"}}]}""").Contents));
        Assert.Equal("😀", thought.Text);
    }
}
