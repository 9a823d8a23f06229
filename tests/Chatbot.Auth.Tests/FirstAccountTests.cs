using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Chatbot.Auth.Contracts;
using Chatbot.Testing;

namespace Chatbot.Auth.Tests;

public sealed class FirstAccountTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private AuthApplication _app = null!;
    private WebClient _web = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _app = await AuthApplication.StartAsync(_database);
        _web = await WebClient.CreateAsync(_app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_first_account_registered_on_the_machine_itself_is_the_admin_and_the_second_is_not()
    {
        var first = await _web.RegisterAsync(WebClient.AnAddress(), fromLoopback: true);
        var second = await _web.RegisterAsync(WebClient.AnAddress(), fromLoopback: true);

        Assert.Equal(UserTypes.Admin, first.User.Type);
        Assert.Equal(UserTypes.Regular, second.User.Type);
        var answer = await _web.SendAsync(HttpMethod.Get, "/api/auth/session", await _web.TradeAsync(first.Handle));
        var session = await answer.Content.ReadFromJsonAsync<SessionResponse>(TestContext.Current.CancellationToken);
        Assert.Null(session!.Entitlements.MessagesPerDay);
        Assert.Equal(
            [Permissions.ModelsLoad, Permissions.ModelsUnload, Permissions.HostsManage, Permissions.UsersManage],
            session.Entitlements.Permissions);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("AAAA-AAAA")]
    public async Task From_elsewhere_the_first_account_needs_the_set_up_code(string? code)
    {
        var answer = await _web.TryRegisterAsync(WebClient.AnAddress(), code: code);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("forbidden:auth", await WebClient.CodeAsync(answer));
        Assert.Equal(UserTypes.Admin, (await _web.RegisterAsync(WebClient.AnAddress(), fromLoopback: true)).User.Type);
    }

    [Fact]
    public async Task The_set_up_code_of_the_log_makes_the_first_account_the_admin()
    {
        var code = Assert.Single(_app.Log.All.Select(line => Regex.Match(line, "^Set-up code for the first account: (.{4}-.{4})$")), match => match.Success).Groups[1].Value;
        var first = await _web.RegisterAsync(WebClient.AnAddress(), code: code.ToLowerInvariant());

        Assert.Equal(UserTypes.Admin, first.User.Type);
        Assert.Equal(UserTypes.Regular, (await _web.RegisterAsync(WebClient.AnAddress())).User.Type);
    }

    [Fact]
    public async Task No_set_up_code_is_told_once_there_is_an_admin()
    {
        await _web.RegisterAsync(WebClient.AnAddress(), fromLoopback: true);
        await using var next = await AuthApplication.StartAsync(_database);

        Assert.DoesNotContain(next.Log.All, line => line.StartsWith("Set-up code", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_first_registrations_at_once_one_is_the_admin()
    {
        var guest = await _web.GuestAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            _web.RegisterAsync(WebClient.AnAddress(), fromLoopback: true, guest: number == 0 ? guest.Handle : null)));

        Assert.Single(all, signedIn => signedIn.User.Type == UserTypes.Admin);
        Assert.Equal(5, all.Count(signedIn => signedIn.User.Type == UserTypes.Regular));
    }

    [Fact]
    public async Task A_guest_who_registers_first_becomes_the_admin_with_the_same_account()
    {
        var guest = await _web.GuestAsync();
        var first = await _web.RegisterAsync(WebClient.AnAddress(), fromLoopback: true, guest: guest.Handle);

        Assert.Equal((guest.User.Id, UserTypes.Admin), (first.User.Id, first.User.Type));
    }
}
