using System.Text.Json;

namespace Chatbot.ServiceDefaults.Tests;

public sealed class JsonRulesTests
{
    private static readonly JsonSerializerOptions Json = ServiceDefaultsExtensions.Configure(new JsonSerializerOptions());

    [Fact]
    public void Names_are_camel_case_enums_kebab_case_and_nulls_left_out() =>
        Assert.Equal(
            """{"name":"a","shade":"light-blue","litres":1}""",
            JsonSerializer.Serialize(new TestService.Paint("a", TestService.Shade.LightBlue, 1), Json));

    [Fact]
    public void The_case_of_a_name_does_not_matter_when_reading() =>
        Assert.Equal(
            new TestService.Paint("a", TestService.Shade.DeepRed, 2),
            JsonSerializer.Deserialize<TestService.Paint>("""{"Name":"a","SHADE":"deep-red","litres":2}""", Json));

    [Theory]
    [InlineData("""{"name":"a","shade":"deep-red","litres":"2"}""")]
    [InlineData("""{"name":"a","shade":0,"litres":2}""")]
    [InlineData("""{"name":"a","shade":"deep-red","litres":2,"more":true}""")]
    public void Numbers_in_strings_numbers_for_names_and_unknown_fields_are_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TestService.Paint>(json, Json));
}
