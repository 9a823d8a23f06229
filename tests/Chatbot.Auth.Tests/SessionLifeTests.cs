using System.Net;
using System.Text;
using Chatbot.Auth.Data;
using Chatbot.Auth.Sessions;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task An_expired_session_leaves_the_table()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await AuthApplication.StartAsync(database);
        await (await WebClient.CreateAsync(app)).GuestAsync();

        app.Clock.Advance(TimeSpan.FromDays(30));
        await Eventually.TrueAsync(
            async () =>
            {
                await using var scope = app.Services.CreateAsyncScope();
                return !await scope.ServiceProvider.GetRequiredService<AuthDbContext>().Sessions.AnyAsync();
            },
            "the session is deleted");
    }

    [Fact]
    public async Task A_handle_is_neither_logged_nor_stored()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await AuthApplication.StartAsync(database);
        var web = await WebClient.CreateAsync(app);
        var handle = (await web.GuestAsync()).Handle;
        await web.TradeAsync(handle);

        Assert.NotEmpty(app.Log.All);
        Assert.DoesNotContain(app.Log.All, line => line.Contains(handle, StringComparison.Ordinal));
        await using var scope = app.Services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<AuthDbContext>().Sessions.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new SessionHandle(handle).Hash(), stored.HandleHash);
        Assert.DoesNotContain(handle, Encoding.UTF8.GetString(stored.HandleHash), StringComparison.Ordinal);
    }
}
