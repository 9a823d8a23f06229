using Chatbot.Chat.Files;
using Chatbot.Chat.Models;
using Chatbot.Chat.Models.Routing;
using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Tests;

public sealed class ModelCallTests(ChatHost host)
{
    private readonly CloudTarget _cloud = new("chat-model", "vendor/model", new Uri("http://gateway/v1"), "cloud-key");

    [Fact]
    public async Task A_model_that_falls_silent_ends_the_answer_with_a_sentence()
    {
        var text = Talk.UniqueText("Silence");
        host.Agent.On(text).Say("Then");
        var (updates, failure) = await AskAsync(Clients(new ModelsOptions { IdleSeconds = 2 }), _cloud, text);

        Assert.Equal("Then", Assert.Single(updates.SelectMany(update => update.Contents).OfType<TextContent>()).Text);
        Assert.Contains("not said anything for a long time", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_why_it_ends_and_keeps_the_connection_is_not_waited_for()
    {
        var text = Talk.UniqueText("Finished");
        host.Agent.On(text).Say("Yes").Finish();
        var (updates, failure) = await AskAsync(Clients(new ModelsOptions()), _cloud, text).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Null(failure);
        Assert.Contains(updates, update => update.FinishReason == ChatFinishReason.Stop);
    }

    [Fact]
    public async Task Without_a_count_of_the_server_usage_is_estimated_and_marked_so()
    {
        var text = Talk.UniqueText("Count");
        host.Agent.On(text).Say("12345678").End();
        var (updates, _) = await AskAsync(Clients(new ModelsOptions()), _cloud, text);

        var usage = Assert.Single(updates.SelectMany(update => update.Contents).OfType<MeasuredUsageContent>()).Usage;
        Assert.Equal((2, true), (usage.OutputTokens, usage.Estimated));
        Assert.True(usage.InputTokens > 0);
    }

    [Fact]
    public async Task When_no_host_reports_the_wait_is_shown_and_then_said_in_plain_words()
    {
        var (updates, failure) = await AskAsync(Clients(new ModelsOptions { FirstReportSeconds = 0.1 }), new LocalTarget("lmstudio:m", null, "m"), "Hello");

        Assert.Equal(ModelStatus.Queued, Assert.Single(updates.SelectMany(update => update.Contents).OfType<ModelStatusContent>()).Status.Phase);
        Assert.Contains("Please start LM Studio", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_is_passed_on_and_where_it_is_refused_the_same_is_asked_in_words_and_the_json_taken()
    {
        var schema = ChatResponseFormat.ForJsonSchema(System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>("""{"type":"object"}"""), "sheet");
        foreach (var refused in new[] { false, true })
        {
            var text = Talk.UniqueText("Schema");
            var answer = host.Agent.On(text).Say(refused ? "Here:\n```json\n{\"a\"" : "{\"a\"", ":1}", refused ? "\n```" : "").Usage(5, 3).End();
            if (refused) answer.RefuseFormat();
            using var client = Clients(new ModelsOptions()).For(_cloud);
            var response = await client.GetStreamingResponseAsync(
                [new(ChatRole.System, "Be brief."), new(ChatRole.User, text)], new ChatOptions { ResponseFormat = schema }, TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);

            Assert.Equal("{\"a\":1}", response.Text);
            Assert.Equal(refused, answer.Prompt[0].Content.Contains("""matches this JSON schema:""", StringComparison.Ordinal));
            Assert.StartsWith("Be brief.", answer.Prompt[0].Content, StringComparison.Ordinal);
            Assert.Equal(!refused, answer.Body.Contains(""","response_format":{"type":"json_schema","json_schema":{"name":"sheet","strict":true,"schema":{"type":"object"}}}""", StringComparison.Ordinal));
        }
    }

    private static async Task<(List<ChatResponseUpdate> Updates, string? Failure)> AskAsync(ModelClients clients, ModelTarget target, string text)
    {
        var updates = new List<ChatResponseUpdate>();
        using var client = clients.For(target);
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync(text, cancellationToken: TestContext.Current.CancellationToken)) updates.Add(update);
            return (updates, null);
        }
        catch (ModelCallException exception)
        {
            return (updates, exception.Message);
        }
    }

    private ModelClients Clients(ModelsOptions options)
    {
        var (http, time) = (host.Services.GetRequiredService<IHttpClientFactory>(), TimeProvider.System);
        var hosts = new HostTable(Options.Create(options), new Registrations(time), time);
        var routes = new Routes(hosts, new Placements(time), new RecentFailures(time));
        var router = new Router(hosts, routes, new Admission(http, time), host.Services.GetRequiredService<ConversationPlaces>(), Options.Create(options), time);
        return new(http, router, host.Services.GetRequiredService<PromptFiles>(), Options.Create(options), time);
    }
}
