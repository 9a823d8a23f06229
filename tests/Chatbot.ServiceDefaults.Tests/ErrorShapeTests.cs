using System.Net;

namespace Chatbot.ServiceDefaults.Tests;

public sealed class ErrorShapeTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task An_expected_error_has_code_message_cause_and_the_fields_of_problem_details()
    {
        var answer = await GetAsync("/paints/gone");

        Assert.Equal((404, "not_found:chat", "It is gone."), (answer.Status, answer.Code, answer.Cause));
        Assert.Equal("The requested chat was not found. Please check the chat ID and try again.", answer.Message);
        Assert.Equal("Not Found", (string?)answer.Json["title"]);
        Assert.Equal(404, (int?)answer.Json["status"]);
        Assert.NotEmpty((string?)answer.Json["traceId"] ?? "");
        Assert.Equal("application/problem+json", answer.Response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_limit_says_when_to_come_back()
    {
        var answer = await GetAsync("/paints/busy");

        Assert.Equal((429, "rate_limit:chat"), (answer.Status, answer.Code));
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Response.Headers.RetryAfter?.Delta);
        Assert.False(answer.Json.AsObject().ContainsKey("cause"));
    }

    [Fact]
    public async Task An_exception_tells_nothing_of_its_inside_to_the_caller_and_all_to_the_log()
    {
        var answer = await GetAsync("/paints/broken");

        Assert.Equal((500, "internal:chat"), (answer.Status, answer.Code));
        Assert.DoesNotContain("inside", answer.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", answer.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(service.Log.All, line => line.Contains("unhandled exception", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("postgres-retried")]
    [InlineData("redis")]
    [InlineData("time")]
    public async Task A_server_that_is_away_is_a_503_that_says_when_to_come_back(string what)
    {
        var answer = await GetAsync($"/paints/away/{what}");

        Assert.Equal((503, "offline:chat"), (answer.Status, answer.Code));
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_database_that_is_there_and_refuses_is_no_outage()
    {
        var answer = await GetAsync("/paints/away/constraint");
        Assert.Equal((500, "internal:chat"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/nowhere", 404, "not_found:api")]
    [InlineData("/paints", 400, "bad_request:api")]
    public async Task An_unknown_route_or_method_has_the_same_shape(string path, int status, string code)
    {
        var answer = await GetAsync(path);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/paints/gone", "unauthorized:chat")]
    [InlineData("/nowhere", "unauthorized:auth")]
    public async Task Without_a_token_everything_is_a_401_with_a_body(string path, string code)
    {
        using var client = service.Client(null);
        var answer = await Answer.OfAsync(await client.GetAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal((401, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Without_the_permission_it_is_a_403_with_a_body()
    {
        using var client = service.Client(TestService.Token);
        var answer = await Answer.OfAsync(await client.DeleteAsync("/paints", TestContext.Current.CancellationToken));
        Assert.Equal((403, "forbidden:chat"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Health_needs_no_token(string path)
    {
        using var client = service.Client(null);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task<Answer> GetAsync(string path)
    {
        using var client = service.Client(TestService.Token);
        return await Answer.OfAsync(await client.GetAsync(path));
    }
}
