using System.Text.Json;
using Chatbot.Chat.Models;

namespace Chatbot.Chat.Tests;

public sealed class JsonInTextTests
{
    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("Sure:\n```json\n{\"a\": [1, {\"b\": \"}\"}]}\n```\nAnything else?", "{\"a\": [1, {\"b\": \"}\"}]}")]
    [InlineData("As {asked}: {\"ü\":\"]\"} and {\"second\":2}", "{\"ü\":\"]\"}")]
    [InlineData("<think>{\"draft\":1}</think>{\"a\":2}", "{\"a\":2}")]
    [InlineData("The list is [1,2].", "[1,2]")]
    [InlineData("{\"cut\": \"off", null)]
    [InlineData("No JSON at all", null)]
    [InlineData("", null)]
    public void The_first_whole_value_is_found_whatever_stands_around_it(string text, string? json) => Assert.Equal(json, JsonInText.Find(text, null));

    [Fact]
    public void What_the_schema_does_not_mean_is_passed_over()
    {
        const string Text = "See [1]: {\"a\":[2]}";
        Assert.Equal("{\"a\":[2]}", JsonInText.Find(Text, Schema("object")));
        Assert.Equal("[1]", JsonInText.Find(Text, Schema("array")));
    }

    [Fact]
    public void A_text_of_braces_alone_is_given_up() => Assert.Null(JsonInText.Find(new string('{', 100_000), null));

    private static JsonElement Schema(string type) => JsonSerializer.SerializeToElement(new { type });
}
