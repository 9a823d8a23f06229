using System.Net;
using System.Net.Http.Json;
using Chatbot.Auth.Contracts;

namespace Chatbot.Auth.Tests;

public sealed class SignInTests(AuthFixture auth) : IClassFixture<AuthFixture>
{
    private readonly WebClient _web = auth.Web;

    [Fact]
    public async Task A_guest_gets_a_session_and_a_token_that_tells_what_guests_may()
    {
        var guest = await _web.GuestAsync();
        var response = await _web.SendAsync(HttpMethod.Get, "/api/auth/session", await _web.TradeAsync(guest.Handle));
        var session = await response.Content.ReadFromJsonAsync<SessionResponse>(TestContext.Current.CancellationToken);

        Assert.Equal(new SessionUser(guest.User.Id, null, UserTypes.Guest), session!.User);
        Assert.Equal(20, session.Entitlements.MessagesPerDay);
        Assert.Equal(["chat-model", "chat-model-reasoning", "lmstudio-chat"], session.Entitlements.Models);
        Assert.Empty(session.Entitlements.Permissions);
    }

    [Fact]
    public async Task Who_registers_later_is_a_regular_person()
    {
        var email = WebClient.AnAddress();
        var person = await _web.RegisterAsync(email);
        var response = await _web.SendAsync(HttpMethod.Get, "/api/auth/session", await _web.TradeAsync(person.Handle));
        var session = await response.Content.ReadFromJsonAsync<SessionResponse>(TestContext.Current.CancellationToken);

        Assert.Equal(new SessionUser(person.User.Id, email, UserTypes.Regular), session!.User);
        Assert.Equal(100, session.Entitlements.MessagesPerDay);
        Assert.Equal([Permissions.ModelsLoad], session.Entitlements.Permissions);
    }

    [Fact]
    public async Task The_password_opens_the_account_whatever_the_case_of_the_address()
    {
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        var response = await _web.TryPasswordAsync($" {person.User.Email!.ToUpperInvariant()} ", WebClient.Password);

        var signedIn = await response.Content.ReadFromJsonAsync<SignedIn>(TestContext.Current.CancellationToken);
        Assert.Equal(person.User, signedIn!.User);
        Assert.NotEqual(person.Handle, signedIn.Handle);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        var wrong = await _web.TryPasswordAsync(person.User.Email!, "not it");
        var unknown = await _web.TryPasswordAsync(WebClient.AnAddress(), "not it");

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal("unauthorized:auth", await WebClient.CodeAsync(wrong));
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal((string?)(await WebClient.JsonAsync(wrong))["message"], (string?)(await WebClient.JsonAsync(unknown))["message"]);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_five_minutes()
    {
        var email = (await _web.RegisterAsync(WebClient.AnAddress())).User.Email!;
        for (var guess = 0; guess < 5; guess++) await _web.TryPasswordAsync(email, $"wrong {guess}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.TryPasswordAsync(email, WebClient.Password)).StatusCode);

        auth.App.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await _web.TryPasswordAsync(email, WebClient.Password)).StatusCode);
    }

    [Fact]
    public async Task Guesses_made_at_once_are_counted_each()
    {
        var email = (await _web.RegisterAsync(WebClient.AnAddress())).User.Email!;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(guess => _web.TryPasswordAsync(email, $"wrong {guess}")));

        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.TryPasswordAsync(email, WebClient.Password)).StatusCode);
    }

    [Fact]
    public async Task The_right_password_forgives_the_wrong_ones_before_it()
    {
        var email = (await _web.RegisterAsync(WebClient.AnAddress())).User.Email!;
        for (var round = 0; round < 2; round++)
        {
            for (var guess = 0; guess < 4; guess++) await _web.TryPasswordAsync(email, $"wrong {guess}");
            Assert.Equal(HttpStatusCode.OK, (await _web.TryPasswordAsync(email, WebClient.Password)).StatusCode);
        }
    }

    [Fact]
    public async Task A_session_that_is_ended_gives_no_more_tokens_and_ending_it_again_is_no_error()
    {
        var guest = await _web.GuestAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await _web.PostAsync("/signin/end", new SessionEnd(guest.Handle))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _web.PostAsync("/signin/end", new SessionEnd(guest.Handle))).StatusCode);

        var trade = await _web.TryTradeAsync(guest.Handle);
        Assert.Equal(HttpStatusCode.BadRequest, trade.StatusCode);
        Assert.Equal("invalid_grant", (string?)(await WebClient.JsonAsync(trade))["error"]);
    }
}
