using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Limits;
using Chatbot.Chat.Tests.Support;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Tests.Limits;

public sealed class AddressLimitTests(ChatHost host)
{
    private const int Limit = 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_fifty_guests_at_once_at_an_address_with_one_left_exactly_one_passes()
    {
        var address = await AddressWithAsync(Limit - 1);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SayAsync(TestUser.Guest(), address)));

        Assert.Single(statuses, HttpStatusCode.OK);
        Assert.Equal(49, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.Equal(Limit, await CountAsync(address));
    }

    [Fact]
    public async Task Of_fifty_messages_at_once_of_a_person_with_one_left_exactly_one_passes()
    {
        var guest = TestUser.Guest() with { MessagesPerDay = 1 };
        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SayAsync(guest, "198.51.100.77")));

        Assert.Single(statuses, HttpStatusCode.OK);
        Assert.Equal(49, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_refusal_by_the_address_costs_the_guest_nothing_and_an_unanswered_call_neither_of_both()
    {
        var address = await AddressWithAsync(Limit);
        var guest = TestUser.Guest();
        Assert.Equal(HttpStatusCode.TooManyRequests, await SayAsync(guest, address));
        using (var refused = await CompleteAsync(guest, address, Talk.Local)) Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.False(await SpentAsync(guest));

        var free = await AddressWithAsync(5);
        using (var failed = await CompleteAsync(guest, free, $"lmstudio:{FakeAgent.RefusedModel}")) Assert.False(failed.IsSuccessStatusCode);
        Assert.Equal(5, await CountAsync(free));
        Assert.False(await SpentAsync(guest));
    }

    [Fact]
    public async Task Uploads_of_guests_are_counted_by_address_too_and_apart_from_their_messages()
    {
        var address = await AddressWithAsync(Limit - 1, hash: Uploads);
        Assert.Equal(HttpStatusCode.OK, await SayAsync(TestUser.Guest(), address));
        using (var wrong = await UploadAsync(TestUser.Guest(), address, SampleFiles.Gif)) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            using var response = await UploadAsync(TestUser.Guest(), address, SampleFiles.Png);
            return response.StatusCode;
        }));
        Assert.Single(statuses, HttpStatusCode.OK);
        Assert.Equal(4, statuses.Count(status => status == HttpStatusCode.TooManyRequests));

        using var refused = await UploadAsync(TestUser.Guest(), address, SampleFiles.Png);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.FromHours(20));
        Assert.StartsWith("Too many files", (await refused.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("error").GetString(), StringComparison.Ordinal);
        using (var person = await UploadAsync(TestUser.Regular(), address, SampleFiles.Png)) Assert.Equal(HttpStatusCode.OK, person.StatusCode);
        using (var local = await UploadAsync(TestUser.Guest(), "local", SampleFiles.Png)) Assert.Equal(HttpStatusCode.OK, local.StatusCode);
    }

    [Fact]
    public async Task People_with_an_account_and_who_sits_at_the_machine_itself_are_not_limited_by_address()
    {
        var address = await AddressWithAsync(Limit);
        Assert.Equal(HttpStatusCode.OK, await SayAsync(TestUser.Regular(), address));
        Assert.Equal(HttpStatusCode.OK, await SayAsync(TestUser.Guest(), "local"));
    }

    [Fact]
    public void Addresses_of_a_subnet_are_one_and_what_is_none_is_one_too()
    {
        var hash = Hash("secret");
        Assert.Equal(hash.Of("2001:db8::1"), hash.Of("2001:db8::ffff:2"));
        Assert.NotEqual(hash.Of("2001:db8::1"), hash.Of("2001:db8:0:1::1"));
        Assert.Equal(hash.Of("203.0.113.1"), hash.Of("::ffff:203.0.113.1"));
        Assert.NotEqual(hash.Of("203.0.113.1"), hash.Of("203.0.113.2"));
        Assert.Equal(hash.Of(null), hash.Of("no address"));
        Assert.NotEqual(hash.Of("203.0.113.1"), Hash("another secret").Of("203.0.113.1"));
        Assert.Equal(64, hash.Of("203.0.113.1").Length);
    }

    [Fact]
    public async Task Counts_of_days_that_are_over_are_deleted()
    {
        var (old, young) = (await AddressWithAsync(3, TimeSpan.FromHours(25)), await AddressWithAsync(3));
        await host.InDatabaseAsync(async db =>
        {
            await UsageSweep.DeleteAsync(db, TimeProvider.System.GetUtcNow(), Token);
            return 0;
        });

        Assert.Equal((null, 3), (await CountAsync(old), await CountAsync(young)));
    }

    private static AddressHash Hash(string secret) => new(Options.Create(new ServiceClientOptions { ClientSecret = secret }));

    private string Uploads(string address) => host.Services.GetRequiredService<AddressHash>().OfUploads(address);

    private string HashOf(string address) => host.Services.GetRequiredService<AddressHash>().Of(address);

    private async Task<string> AddressWithAsync(int count, TimeSpan? ago = null, Func<string, string>? hash = null)
    {
        var address = new IPAddress([0x20, 0x01, 0x0D, 0xB8, .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(12)]).ToString();
        await host.InDatabaseAsync(db =>
        {
            db.AddressUsage.Add(new AddressUsage { Address = (hash ?? HashOf)(address), WindowStartedAt = TimeProvider.System.GetUtcNow() - (ago ?? TimeSpan.Zero), Count = count });
            return db.SaveChangesAsync();
        });
        return address;
    }

    private Task<int?> CountAsync(string address)
    {
        var hash = HashOf(address);
        return host.InDatabaseAsync(db => db.AddressUsage.Where(usage => usage.Address == hash).Select(usage => (int?)usage.Count).SingleOrDefaultAsync(Token));
    }

    private Task<bool> SpentAsync(TestUser user)
    {
        var person = new Conversations.PersonId(user.Id);
        return host.InDatabaseAsync(db => db.Usage.AnyAsync(usage => usage.PersonId == person && usage.Count > 0, Token));
    }

    private async Task<HttpStatusCode> SayAsync(TestUser user, string address)
    {
        var text = Talk.UniqueText("Spend");
        host.Agent.On(text).Say("Yes").End();
        using var client = host.ClientFor(user, address: address);
        using var response = await new Talk(client).SayAsync(text);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> CompleteAsync(TestUser user, string address, string model)
    {
        using var client = host.ClientFor(user, address: address);
        return await client.PostAsJsonAsync("/v1/chat/completions", new { model, messages = new[] { new { role = "user", content = "Hi" } } }, Token);
    }

    private async Task<HttpResponseMessage> UploadAsync(TestUser user, string address, byte[] content)
    {
        using var client = host.ClientFor(user, address: address);
        return await client.PostFileAsync(content, "a.png");
    }
}
