using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;

namespace Chatbot.ModelCatalog.Tests;

public sealed class DownloadTests(StudioFixture fixture) : IClassFixture<StudioFixture>
{
    private readonly CatalogApplication _catalog = fixture.Catalog;
    private readonly TestUser _admin = TestUser.Admin();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_download_is_an_operation_like_the_others()
    {
        using var client = _catalog.CreateClient(_admin);
        var operation = await DownloadAsync(client, """{"model":"https://huggingface.co/publisher/model-GGUF","quantization":"Q4_K_M"}""");

        Assert.Equal(("download", "https://huggingface.co/publisher/model-GGUF", "studio"), (operation.Kind, operation.Model, operation.Host));
        var command = new DownloadModel(operation.Id, "studio", "https://huggingface.co/publisher/model-GGUF", "Q4_K_M");
        await Eventually.TrueAsync(() => _catalog.Sent<DownloadModel>().Contains(command), "the command is sent");
        await _catalog.Bus.Bus.Publish(new OperationProgressed(operation.Id, "studio", 0.4, false), Token);
        await Eventually.TrueAsync(async () => (await GetAsync(client, operation.Id)).Progress == 0.4, "its progress is told");
        using var cancelled = await client.PostAsync($"/api/operations/{operation.Id}/cancel", null, Token);
        await Eventually.TrueAsync(() => _catalog.Sent<CancelOperation>().Any(sent => sent.OperationId == operation.Id), "the agent is told to stop");
        await _catalog.Bus.Bus.Publish(new OperationEnded(operation.Id, "studio", OperationOutcomes.Cancelled, null, null, null), Token);
        await Eventually.TrueAsync(async () => (await GetAsync(client, operation.Id)).State == OperationStates.Cancelled, "it has ended");
        Assert.Equal("Q4_K_M", (await client.GetFromJsonAsync<OperationWhy>($"/api/operations/{operation.Id}/why", Token))!.Request.Options.Quantization);
    }

    [Fact]
    public async Task The_same_key_is_the_same_download_and_of_another_quantization_a_conflict()
    {
        using var client = _catalog.CreateClient(_admin);
        var first = await DownloadAsync(client, """{"model":"qwen/qwen3-8b","quantization":"Q4_K_M","idempotencyKey":"once"}""");
        var again = await DownloadAsync(client, """{"model":"qwen/qwen3-8b","quantization":"Q4_K_M","idempotencyKey":"once"}""");
        using var other = await PostAsync(client, "studio", """{"model":"qwen/qwen3-8b","quantization":"Q8_0","idempotencyKey":"once"}""");

        Assert.Equal(first.Id, again.Id);
        Assert.Equal((HttpStatusCode.Conflict, "conflict:hosts"), (other.StatusCode, (await other.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("studio", "{}", "model")]
    [InlineData("studio", """{"model":"no-publisher"}""", "model")]
    [InlineData("studio", """{"model":"https://elsewhere.example/publisher/model"}""", "model")]
    [InlineData("studio", """{"model":"../../etc/passwd"}""", "model")]
    [InlineData("studio", """{"model":"qwen/qwen3-8b","quantization":"Q4 K M"}""", "quantization")]
    [InlineData("studio", """{"model":"qwen/qwen3-8b","surprise":1}""", "surprise")]
    [InlineData("The%20Studio", """{"model":"qwen/qwen3-8b"}""", "id")]
    public async Task What_is_malformed_is_refused_and_the_field_is_named(string host, string body, string named)
    {
        using var client = _catalog.CreateClient(_admin);
        using var response = await PostAsync(client, host, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(named, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("cause").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Only_those_who_manage_hosts_download()
    {
        using var nobody = _catalog.CreateClient();
        using var guest = _catalog.CreateClient(TestUser.Guest());
        using var regular = _catalog.CreateClient(TestUser.Regular());
        using var admin = _catalog.CreateClient(_admin);
        foreach (var (client, host, status) in new[]
        {
            (nobody, "studio", HttpStatusCode.Unauthorized), (guest, "studio", HttpStatusCode.Forbidden),
            (regular, "studio", HttpStatusCode.Forbidden), (admin, "elsewhere", HttpStatusCode.NotFound),
        })
        {
            using var response = await PostAsync(client, host, """{"model":"qwen/qwen3-8b"}""");
            Assert.Equal(status, response.StatusCode);
        }
    }

    private static async Task<Operation> DownloadAsync(HttpClient client, string body)
    {
        using var response = await PostAsync(client, "studio", body);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<Operation>(Token))!;
    }

    private static async Task<Operation> GetAsync(HttpClient client, Guid id) => (await client.GetFromJsonAsync<Operation>($"/api/operations/{id}", Token))!;

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string host, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync($"/api/hosts/{host}/downloads", content, Token);
    }
}
