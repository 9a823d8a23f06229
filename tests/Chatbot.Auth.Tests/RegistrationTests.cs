using System.Net;
using Chatbot.Auth.Contracts;

namespace Chatbot.Auth.Tests;

public sealed class RegistrationTests(AuthFixture auth) : IClassFixture<AuthFixture>
{
    private readonly WebClient _web = auth.Web;

    [Fact]
    public async Task A_guest_who_registers_keeps_the_account_and_loses_the_guests_session()
    {
        var guest = await _web.GuestAsync();
        var person = await _web.RegisterAsync(WebClient.AnAddress(), guest: guest.Handle);

        Assert.Equal(guest.User.Id, person.User.Id);
        Assert.Equal(UserTypes.Regular, person.User.Type);
        Assert.Equal(HttpStatusCode.BadRequest, (await _web.TryTradeAsync(guest.Handle)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _web.TryTradeAsync(person.Handle)).StatusCode);
    }

    [Fact]
    public async Task A_registered_persons_session_is_not_taken_over_by_a_registration()
    {
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        var other = await _web.RegisterAsync(WebClient.AnAddress(), guest: person.Handle);

        Assert.NotEqual(person.User.Id, other.User.Id);
        Assert.Equal(HttpStatusCode.OK, (await _web.TryTradeAsync(person.Handle)).StatusCode);
    }

    [Fact]
    public async Task A_guests_session_registers_once()
    {
        var guest = await _web.GuestAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _web.TryRegisterAsync(WebClient.AnAddress(), guest: guest.Handle)));
        var ids = await Task.WhenAll(answers.Where(answer => answer.IsSuccessStatusCode)
            .Select(async answer => (string?)(await WebClient.JsonAsync(answer))["user"]!["id"]));

        Assert.Single(ids, guest.User.Id.ToString());
    }

    [Fact]
    public async Task A_taken_address_is_a_conflict_in_any_case()
    {
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        var answer = await _web.TryRegisterAsync(person.User.Email!.ToLowerInvariant());

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("conflict:auth", await WebClient.CodeAsync(answer));
    }

    [Fact]
    public async Task Two_registrations_of_one_address_at_once_make_one_account()
    {
        var email = WebClient.AnAddress();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _web.TryRegisterAsync(email)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("""{"email":"a@example.com","password":"short","fromLoopback":false}""", "password")]
    [InlineData("""{"email":"no address","password":"secret6","fromLoopback":false}""", "email")]
    [InlineData("""{"password":"secret6","fromLoopback":false}""", "email")]
    [InlineData("""{"email":null,"password":"secret6","fromLoopback":false}""", "email")]
    [InlineData("""{"email":"a@example.com","password":"secret6","fromLoopback":"yes"}""", "fromLoopback")]
    [InlineData("""{"email":"a@example.com","password":"secret6","userType":"admin"}""", "userType")]
    public async Task A_malformed_registration_is_refused_with_the_field_named(string body, string field)
    {
        var answer = await _web.PostTextAsync("/signin/register", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var json = await WebClient.JsonAsync(answer);
        Assert.Equal("bad_request:auth", (string?)json["code"]);
        Assert.Contains(field, (string?)json["cause"], StringComparison.Ordinal);
    }
}
