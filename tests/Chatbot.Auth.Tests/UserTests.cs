using System.Net;
using System.Net.Http.Json;
using System.Text;
using Chatbot.Auth.Contracts;

namespace Chatbot.Auth.Tests;

public sealed class UserTests(AuthFixture auth) : IClassFixture<AuthFixture>
{
    private readonly WebClient _web = auth.Web;

    [Fact]
    public async Task Accounts_are_listed_newest_first_in_pages_and_found_by_their_address()
    {
        var admin = await AdminAsync();
        var mark = Guid.CreateVersion7().ToString("n");
        var people = new List<SignedIn>();
        for (var number = 0; number < 3; number++)
        {
            // The clock stands still, and of one millisecond no account is the younger.
            auth.App.Clock.Advance(TimeSpan.FromSeconds(1));
            people.Add(await _web.RegisterAsync($"{number}-{mark}_%@Example.com"));
        }

        var first = await ListAsync(admin, $"?q={mark.ToUpperInvariant()}_%25@ex&limit=2");
        Assert.Equal([people[2].User.Id, people[1].User.Id], first.Users.Select(user => user.Id));
        Assert.True(first.HasMore);
        var second = await ListAsync(admin, $"?q={mark}&limit=2&ending_before={people[1].User.Id}");
        Assert.Equal(new UserSummary(people[0].User.Id, people[0].User.Email, UserTypes.Regular, second.Users[0].CreatedAt, false), Assert.Single(second.Users));
        Assert.False(second.HasMore);
    }

    [Fact]
    public async Task Guests_are_listed_apart()
    {
        var admin = await AdminAsync();
        var guest = await _web.GuestAsync();
        Assert.Equal(guest.User.Id, (await ListAsync(admin, "?guests=true&limit=1")).Users.Single().Id);
        Assert.DoesNotContain((await ListAsync(admin, "?guests=false&limit=100")).Users, user => user.Type == UserTypes.Guest);
    }

    [Fact]
    public async Task Without_the_permission_nobody_sees_or_changes_an_account()
    {
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        var token = await _web.TradeAsync(person.Handle);
        Assert.Equal("forbidden:admin", await WebClient.CodeAsync(await _web.SendAsync(HttpMethod.Get, "/api/users", token)));
        Assert.Equal(HttpStatusCode.Forbidden, (await PatchAsync(token, person.User.Id, """{"type":"admin"}""")).StatusCode);
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_and_comes_back_when_it_is_enabled()
    {
        var admin = await AdminAsync();
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        var made = await WebClient.JsonAsync(await _web.SendAsync(HttpMethod.Post, "/api/keys", await _web.TradeAsync(person.Handle), JsonContent.Create(new ApiKeyRequest("Mine"))));
        var key = (string)made["key"]!;

        Assert.True((await ReadAsync(await PatchAsync(admin, person.User.Id, """{"disabled":true}"""))).Disabled);
        Assert.Equal(HttpStatusCode.BadRequest, (await _web.TryTradeAsync(person.Handle)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await TradeKeyAsync(key)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.TryPasswordAsync(person.User.Email!, WebClient.Password)).StatusCode);
        Assert.True((await ListAsync(admin, $"?q={person.User.Email}")).Users.Single().Disabled);

        Assert.False((await ReadAsync(await PatchAsync(admin, person.User.Id, """{"disabled":false}"""))).Disabled);
        Assert.Equal(HttpStatusCode.OK, (await _web.TryPasswordAsync(person.User.Email!, WebClient.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await TradeKeyAsync(key)).StatusCode);
    }

    [Fact]
    public async Task Enabling_an_account_that_is_not_disabled_leaves_its_lock_for_wrong_passwords()
    {
        var admin = await AdminAsync();
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        for (var attempt = 0; attempt < 5; attempt++) await _web.TryPasswordAsync(person.User.Email!, "not it");

        await ReadAsync(await PatchAsync(admin, person.User.Id, """{"disabled":false}"""));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _web.TryPasswordAsync(person.User.Email!, WebClient.Password)).StatusCode);
    }

    [Fact]
    public async Task A_person_becomes_an_admin_but_a_guest_does_not()
    {
        var admin = await AdminAsync();
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        Assert.Equal(UserTypes.Admin, (await ReadAsync(await PatchAsync(admin, person.User.Id, """{"type":"admin"}"""))).Type);
        Assert.Equal(HttpStatusCode.OK, (await _web.SendAsync(HttpMethod.Get, "/api/users", await _web.TradeAsync(person.Handle))).StatusCode);
        Assert.Equal(UserTypes.Regular, (await ReadAsync(await PatchAsync(admin, person.User.Id, """{"type":"regular"}"""))).Type);

        var guest = await _web.GuestAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync(admin, guest.User.Id, """{"type":"admin"}""")).StatusCode);
    }

    [Fact]
    public async Task Nobody_changes_the_own_account_and_two_admins_do_not_take_each_other_away()
    {
        var first = await SignInAsync();
        var second = await _web.RegisterAsync(WebClient.AnAddress());
        var firstToken = await _web.TradeAsync(first.Handle);
        Assert.Equal(HttpStatusCode.Conflict, (await PatchAsync(firstToken, first.User.Id, """{"disabled":true}""")).StatusCode);

        await ReadAsync(await PatchAsync(firstToken, second.User.Id, """{"type":"admin"}"""));
        var secondToken = await _web.TradeAsync(second.Handle);
        var answers = await Task.WhenAll(
            PatchAsync(firstToken, second.User.Id, """{"type":"regular"}"""), PatchAsync(secondToken, first.User.Id, """{"type":"regular"}"""));

        // Whoever came second was told that no admin would be left.
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal("conflict:admin", await WebClient.CodeAsync(Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Conflict)));
        if (answers[1].IsSuccessStatusCode) await ReadAsync(await PatchAsync(secondToken, first.User.Id, """{"type":"admin"}"""));
    }

    [Theory]
    [InlineData("""{"type":"guest"}""")]
    [InlineData("""{"type":"owner"}""")]
    [InlineData("""{"disabled":"yes"}""")]
    [InlineData("""{"email":"a@example.com"}""")]
    [InlineData("[]")]
    public async Task What_changes_nothing_that_there_is_is_400(string body)
    {
        var person = await _web.RegisterAsync(WebClient.AnAddress());
        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync(await AdminAsync(), person.User.Id, body)).StatusCode);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?limit=x")]
    [InlineData("?ending_before=x")]
    [InlineData("?guests=perhaps")]
    [InlineData("?q=%00")]
    public async Task A_malformed_question_is_400(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _web.SendAsync(HttpMethod.Get, $"/api/users{query}", await AdminAsync())).StatusCode);

    [Fact]
    public async Task An_unknown_account_is_404_and_a_malformed_id_400()
    {
        var admin = await AdminAsync();
        Assert.Equal("not_found:admin", await WebClient.CodeAsync(await PatchAsync(admin, Guid.CreateVersion7(), "{}")));
        Assert.Equal(HttpStatusCode.BadRequest, (await _web.SendAsync(HttpMethod.Patch, "/api/users/x", admin, JsonContent.Create(new UserPatch()))).StatusCode);
    }

    private async Task<SignedIn> SignInAsync() =>
        (await (await _web.TryPasswordAsync("first@example.com", WebClient.Password)).Content.ReadFromJsonAsync<SignedIn>())!;

    private async Task<string> AdminAsync() => await _web.TradeAsync((await SignInAsync()).Handle);

    private async Task<UserList> ListAsync(string token, string query) =>
        (await (await _web.SendAsync(HttpMethod.Get, $"/api/users{query}", token)).Content.ReadFromJsonAsync<UserList>())!;

    private Task<HttpResponseMessage> PatchAsync(string token, Guid id, string body) =>
        _web.SendAsync(HttpMethod.Patch, $"/api/users/{id}", token, new StringContent(body, Encoding.UTF8, "application/json"));

    private static async Task<UserSummary> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<UserSummary>())!;
    }

    private Task<HttpResponseMessage> TradeKeyAsync(string key) => _web.TokenAsync(Clients.Web, "web secret", Clients.ApiKeyGrant, ("key", key));
}
