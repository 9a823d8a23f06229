using System.Text;

namespace Chatbot.ServiceDefaults.Tests;

public sealed class BadInputTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("""{"name":"a","shade":"deep-red","litres":1,"price":2}""", "Unknown field 'price'.")]
    [InlineData("""{"name":"a","shade":"deep-red","litres":"1"}""", "The field 'litres' is missing or not of the right type.")]
    [InlineData("""{"name":7,"shade":"deep-red","litres":1}""", "The field 'name' is missing or not of the right type.")]
    [InlineData("""{"name":"a","shade":"green","litres":1}""", "The field 'shade' is missing or not of the right type.")]
    [InlineData("""{"name":"a","shade":1,"litres":1}""", "The field 'shade' is missing or not of the right type.")]
    [InlineData("""{"name":"a","shade":"deep-red","litres":1,"layers":[{"thickness":1}]}""", "Missing: 'tool'.")]
    [InlineData("""{"name":"a","shade":"deep-red","litres":1,"layers":[{"thickness":"x","tool":"t"}]}""", "The field 'layers[0].thickness' is missing or not of the right type.")]
    [InlineData("""["a"]""", "The body is not the JSON that this route takes.")]
    [InlineData("", "The body is missing.")]
    public async Task A_body_that_cannot_be_read_names_the_field(string body, string cause) => Refused(await PostAsync(body), cause);

    [Theory]
    [InlineData("""{"name":"far too long a name","shade":"deep-red","litres":1}""", "name: ")]
    [InlineData("""{"shade":"deep-red","litres":1}""", "name: ")]
    [InlineData("""{"name":"a","shade":"deep-red","litres":1,"layers":[{"thickness":10,"tool":"t"}]}""", "layers[0].thickness: ")]
    public async Task Failed_validation_names_the_field(string body, string beginning)
    {
        var answer = await PostAsync(body);
        Refused(answer, answer.Cause!);
        Assert.StartsWith(beginning, answer.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_failed_field_is_named()
    {
        var answer = await PostAsync("""{"name":"far too long a name","shade":"deep-red","litres":1,"layers":[{"thickness":10,"tool":"t"}]}""");
        Assert.Contains("name: ", answer.Cause, StringComparison.Ordinal);
        Assert.Contains("layers[0].thickness: ", answer.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/paints/no-guid?limit=1", "The parameter 'id' is malformed.")]
    [InlineData("/paints/01a20859-f55e-7f0e-aeda-649a23156c56?limit=many", "The parameter 'limit' is malformed.")]
    [InlineData("/paints/01a20859-f55e-7f0e-aeda-649a23156c56", "The parameter 'limit' is missing.")]
    public async Task A_malformed_parameter_is_named(string path, string cause)
    {
        using var client = service.Client(TestService.Token);
        Refused(await Answer.OfAsync(await client.GetAsync(path, TestContext.Current.CancellationToken)), cause);
    }

    [Fact]
    public async Task Bad_input_is_no_error_in_the_log()
    {
        await PostAsync("""{"mistaken":1}""");
        Assert.DoesNotContain(service.Log.All, line => line.Contains("BadHttpRequestException", StringComparison.Ordinal));
    }

    private static void Refused(Answer answer, string cause)
    {
        Assert.Equal((400, "bad_request:chat", cause), (answer.Status, answer.Code, answer.Cause));
        Assert.Equal("The request couldn't be processed. Please check your input and try again.", answer.Message);
    }

    private async Task<Answer> PostAsync(string body)
    {
        using var client = service.Client(TestService.Token);
        return await Answer.OfAsync(await client.PostAsync("/paints", new StringContent(body, Encoding.UTF8, "application/json")));
    }
}
