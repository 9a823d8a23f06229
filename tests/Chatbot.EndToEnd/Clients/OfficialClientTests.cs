using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Auth.Contracts;
using Chatbot.Testing.Node;

namespace Chatbot.EndToEnd.Clients;

/// <summary>Clients that people have already, unchanged: <c>ai</c> and <c>openai</c> from npm.</summary>
public class OfficialClientTests(RunningSystem system)
{
    private const string Small = "lmstudio:qwen/qwen3-4b";
    private const string Embedding = "lmstudio:text-embedding-nomic-embed-text-v1.5";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly NodePackages Packages = new("tests/Chatbot.EndToEnd/Clients/scripts");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_AI_SDK_reads_an_answer_leaves_it_and_joins_it_again()
    {
        using var guest = await system.NewScriptAsync();

        var report = await Packages.RunAsync("ai.mjs", Patience, system.Address, guest.Cookie(), Small);

        foreach (var seen in new[] { report.GetProperty("plain"), report.GetProperty("resumed") })
        {
            Assert.Empty(seen.GetProperty("errors").EnumerateArray());
            var (message, stored) = (seen.GetProperty("message"), seen.GetProperty("stored"));
            Assert.Equal((stored.GetProperty("id").GetString(), "assistant"), (message.GetProperty("id").GetString(), message.GetProperty("role").GetString()));
            Assert.Equal(Texts(stored), Texts(message));
            Assert.NotEmpty(Texts(stored));
        }

        Assert.Equal(["data-appendMessage"], report.GetProperty("late").EnumerateArray().Select(type => type.GetString()));
    }

    [Fact]
    public async Task OpenAIs_client_lists_chats_streams_embeds_and_gets_its_errors()
    {
        using var owner = await system.NewRegularAsync();
        using var made = await owner.Client.PostAsJsonAsync(new Uri("/api/keys", UriKind.Relative), new ApiKeyRequest("Test"), Cancel);
        var key = (await made.Content.ReadFromJsonAsync<NewApiKey>(Cancel))!;

        var report = await Packages.RunAsync("openai.mjs", Patience, system.Address, key.Key, Small, Embedding);

        var models = report.GetProperty("models").EnumerateArray().Select(model => model.GetString()).ToList();
        Assert.Contains(Small, models);
        Assert.Contains(Embedding, models);
        Assert.Equal(Small, report.GetProperty("one").GetString());
        Assert.Contains("Rayleigh scattering", report.GetProperty("whole").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(report.GetProperty("whole").GetProperty("text").GetString(), report.GetProperty("streamed").GetString());
        Assert.Equal("stop", report.GetProperty("finish").GetString());
        Assert.True(report.GetProperty("usage").GetProperty("completion_tokens").GetInt32() > 0);
        Assert.Equal([768, 768], report.GetProperty("vectors").EnumerateArray().Select(length => length.GetInt32()));
        Assert.Equal(("NotFoundError", 404, "not_found:models"), Refusal(report, "unknown"));
        Assert.Equal(("NotFoundError", 404, "not_found:models"), Refusal(report, "chatByEmbedding"));
        Assert.Equal(("BadRequestError", 400, "bad_request:api"), Refusal(report, "malformed"));
        Assert.Equal(("AuthenticationError", 401, "unauthorized:auth"), Refusal(report, "wrongKey"));

        using var revoked = await owner.Client.DeleteAsync(new Uri($"/api/keys?id={key.Id}", UriKind.Relative), Cancel);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, revoked.StatusCode);
        using var refused = await owner.WithKeyAsync(key.Key, "/v1/models");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static string Texts(JsonElement message) => string.Join('|', message.GetProperty("parts").EnumerateArray()
        .Where(part => part.GetProperty("type").GetString() is "text" or "reasoning")
        .Select(part => part.GetProperty("text").GetString()));

    private static (string?, int, string?) Refusal(JsonElement report, string field) => report.GetProperty(field) is var refusal
        ? (refusal.GetProperty("name").GetString(), refusal.GetProperty("status").GetInt32(), refusal.GetProperty("code").GetString())
        : default;
}
