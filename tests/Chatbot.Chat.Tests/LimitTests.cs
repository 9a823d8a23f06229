using System.Net;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.Chat.Tests;

public sealed class LimitTests(ChatHost host)
{
    private readonly TestUser _user = TestUser.Guest() with { MessagesPerDay = 2 };

    [Fact]
    public async Task Of_twenty_messages_at_once_with_one_left_exactly_one_passes()
    {
        var client = host.ClientFor(_user);
        using (var first = await SayAsync(client)) Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SayAsync(client)));
        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.OK);
        var refused = responses.Where(response => response.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.Equal(19, refused.Count);
        Assert.All(refused, response => Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalHours, 23.9, 24));
        Assert.Contains("rate_limit:chat", await refused[0].Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_refused_for_another_reason_is_not_spent()
    {
        var client = host.ClientFor(_user);
        var text = Talk.UniqueText("Spend");
        host.Agent.On(text).Say("Yes").End();
        var talk = new Talk(client);
        var messageId = Guid.CreateVersion7();
        using (var response = await talk.SayAsync(text, messageId)) await response.AllAsync();
        using (var response = await talk.SayAsync(text, messageId)) Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);

        using var last = await SayAsync(client);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
    }

    [Fact]
    public async Task A_day_after_the_first_message_the_count_begins_anew()
    {
        var client = host.ClientFor(_user);
        foreach (var expected in new[] { HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests })
        {
            using var response = await SayAsync(client);
            Assert.Equal(expected, response.StatusCode);
        }

        var person = new PersonId(_user.Id);
        await host.InDatabaseAsync(db => db.Usage.Where(usage => usage.PersonId == person)
            .ExecuteUpdateAsync(update => update.SetProperty(usage => usage.WindowStartedAt, usage => usage.WindowStartedAt.AddHours(-24))));
        using var next = await SayAsync(client);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    private Task<HttpResponseMessage> SayAsync(HttpClient client)
    {
        var text = Talk.UniqueText("Spend");
        host.Agent.On(text).Say("Yes").End();
        return new Talk(client).SayAsync(text);
    }
}
