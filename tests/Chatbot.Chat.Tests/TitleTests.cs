using System.Net.Http.Json;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Models;
using Chatbot.Chat.Tests.Support;
using Chatbot.Chat.Titles;
using Chatbot.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Chat.Tests;

/// <summary>On a host of its own, where chats get titles.</summary>
public sealed class TitleTests(ChatHost shared) : IAsyncLifetime
{
    private readonly TestUser _user = TestUser.Regular();
    private ChatHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await shared.ReplicaAsync(("Titles:Enabled", "true"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_local_chat_is_named_in_the_background_by_the_model_that_answered_and_nothing_is_loaded_for_it()
    {
        var (talk, text) = await AnswerAsync(Talk.Local, "**Title:** \"Why the Sky\u00a0Is Blue.\"\nBecause of scattering");
        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Title == "Why the Sky Is Blue", "the chat has a better title");

        var asked = _host.Agent.Admissions.Where(admission => admission.User == _user.Id.ToString()).ToList();
        Assert.Equal(2, asked.Count);
        Assert.All(asked, admission => Assert.Equal(FakeAgent.Model, admission.ModelKey));
        Assert.Equal((true, 0), (asked[0].MayLoad, asked[0].Priority));
        Assert.False(asked[1].MayLoad);
        Assert.True(asked[1].Priority < 0);
        Assert.Equal($"{FakeAgent.Model}:1", _host.Agent.ModelsAsked[$"title {text}"]);
    }

    [Fact]
    public async Task A_chat_that_was_renamed_meanwhile_keeps_its_name()
    {
        var text = Talk.UniqueText("Renamed");
        shared.Agent.On(text).Say("Answer").End();
        var title = shared.Agent.On($"title {text}").Say("Another name");
        using var client = shared.ClientFor(_user);
        var talk = new Talk(client);
        using (var response = await talk.SayAsync(text)) await response.AllAsync();
        var chat = await talk.ReadAsync();
        var order = new GenerationOrder(
            default, 1, new(talk.Id), new(chat.Messages[0].Id), new(chat.Messages[1].Id), new(_user.Id), new LocalTarget(Talk.Local, null, FakeAgent.Model), chat.Title);

        var improved = _host.Services.GetRequiredService<ChatTitles>().ImproveAsync(order);
        await title.Asked;
        await client.PatchAsJsonAsync($"/api/chat/{talk.Id}", new { title = "Mine" }, TestContext.Current.CancellationToken);
        title.End();
        await improved;
        Assert.Equal("Mine", (await talk.ReadAsync()).Title);
    }

    [Fact]
    public async Task A_cloud_chat_is_named_by_the_model_with_that_role()
    {
        var (talk, text) = await AnswerAsync("chat-model", "Clouds");
        await Eventually.TrueAsync(async () => (await talk.ReadAsync()).Title == "Clouds", "the chat has a better title");
        Assert.Equal("xai/grok-2-1212", _host.Agent.ModelsAsked[$"title {text}"]);
    }

    [Theory]
    [InlineData("Plain words", "Plain words")]
    [InlineData("\n  \"Quoted\"  \nand more", "Quoted")]
    [InlineData("## Title: Rivers of Europe.", "Rivers of Europe")]
    [InlineData("“Ёлки”", "Ёлки")]
    [InlineData(" \n\t", null)]
    [InlineData("\"\"", null)]
    public void What_the_model_says_is_cleaned(string said, string? title) => Assert.Equal(title, CleanTitle.Of(said));

    [Fact]
    public void A_title_has_at_most_eighty_characters() => Assert.True(CleanTitle.Of(string.Concat(Enumerable.Repeat("word ", 100)))!.Length <= 80);

    private async Task<(Talk Talk, string Text)> AnswerAsync(string model, string title)
    {
        var text = Talk.UniqueText("Why is the sky blue?");
        _host.Agent.On(text).Say("Answer").End();
        _host.Agent.On($"title {text}").Think("Hm").Say(title).End();
        var talk = new Talk(_host.ClientFor(_user));
        using var response = await talk.SayAsync(text, model: model);
        await response.AllAsync();
        return (talk, text);
    }
}
