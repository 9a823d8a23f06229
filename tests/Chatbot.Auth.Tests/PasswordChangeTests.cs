using System.Net;
using System.Net.Http.Json;
using Chatbot.Auth.Contracts;

namespace Chatbot.Auth.Tests;

public sealed class PasswordChangeTests(AuthFixture auth) : IClassFixture<AuthFixture>
{
    private const string New = "another one";
    private readonly WebClient _web = auth.Web;

    [Fact]
    public async Task Every_other_session_ends_and_only_the_new_password_opens()
    {
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        var elsewhere = await (await _web.TryPasswordAsync(person.User.Email!, WebClient.Password)).Content.ReadFromJsonAsync<SignedIn>(TestContext.Current.CancellationToken);

        var answer = await ChangeAsync(person.Handle, WebClient.Password, New);
        var changed = await answer.Content.ReadFromJsonAsync<SignedIn>(TestContext.Current.CancellationToken);

        Assert.Equal(person.User, changed!.User);
        Assert.Equal(HttpStatusCode.OK, (await _web.TryTradeAsync(changed.Handle)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _web.TryTradeAsync(person.Handle)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _web.TryTradeAsync(elsewhere!.Handle)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.TryPasswordAsync(person.User.Email!, WebClient.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _web.TryPasswordAsync(person.User.Email!, New)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_changes_nothing_and_is_counted_as_a_sign_in_is()
    {
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var answer = await ChangeAsync(person.Handle, "not it", New);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("unauthorized:auth", await WebClient.CodeAsync(answer));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await ChangeAsync(person.Handle, WebClient.Password, New)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _web.TryTradeAsync(person.Handle)).StatusCode);
    }

    [Fact]
    public async Task A_guest_has_no_password_and_an_ended_session_changes_none()
    {
        var guest = await _web.GuestAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await ChangeAsync(guest.Handle, "anything", New)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ChangeAsync("no such session", "anything", New)).StatusCode);
    }

    [Theory]
    [InlineData("""{"handle":"x","password":"secret6","newPassword":"short"}""", "newPassword")]
    [InlineData("""{"handle":"x","newPassword":"long enough"}""", "password")]
    [InlineData("""{"password":"secret6","newPassword":"long enough"}""", "handle")]
    public async Task A_malformed_change_is_refused_with_the_field_named(string body, string field)
    {
        var answer = await _web.PostTextAsync("/signin/password/change", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, (string?)(await WebClient.JsonAsync(answer))["cause"], StringComparison.OrdinalIgnoreCase);
    }

    private Task<HttpResponseMessage> ChangeAsync(string handle, string password, string newPassword) =>
        _web.PostAsync("/signin/password/change", new PasswordChange(handle, password, newPassword));
}
