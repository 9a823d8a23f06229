using System.Net;
using Chatbot.Testing;

namespace Chatbot.Auth.Tests;

public sealed class SessionLifeTests
{
    [Fact]
    public async Task A_session_lives_thirty_days_from_its_last_use()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await AuthApplication.StartAsync(database);
        var web = await WebClient.CreateAsync(app);
        var guest = await web.GuestAsync();

        app.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(HttpStatusCode.OK, (await web.TryTradeAsync(guest.Handle)).StatusCode);
        app.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(HttpStatusCode.OK, (await web.TryTradeAsync(guest.Handle)).StatusCode);
        app.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(HttpStatusCode.BadRequest, (await web.TryTradeAsync(guest.Handle)).StatusCode);
    }
}
