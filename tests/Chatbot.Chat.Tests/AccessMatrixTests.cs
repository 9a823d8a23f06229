using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Chat.Archives;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Tests.Support;
using Chatbot.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Chat.Tests;

/// <summary>Every endpoint for everybody: an id is never authority.</summary>
public sealed class AccessMatrixTests(ChatHost host)
{
    private readonly TestUser _owner = TestUser.Regular();

    public static TheoryData<string> Endpoints => [.. AccessMatrix.Rows.Select(row => row.Endpoint)];

    [Fact]
    public void Every_endpoint_has_a_row_and_what_is_open_to_everybody_is_known()
    {
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var open = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).ToList();

        Assert.Equal(
            AccessMatrix.Rows.Select(row => row.Endpoint).Order(StringComparer.Ordinal),
            endpoints.Except(open).SelectMany(Names).Order(StringComparer.Ordinal));
        Assert.All(open, endpoint => Assert.Matches(@"^/(health|alive|openapi/\{documentName\}\.json|scalar/.*)$", endpoint.RoutePattern.RawText));

        static IEnumerable<string> Names(RouteEndpoint endpoint) =>
            endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}");
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task The_owner_may(string endpoint)
    {
        var (row, id, answer) = await SceneAsync(endpoint, Visibilities.Private);
        Assert.Equal($"{row.Owner}", (await CallAsync(_owner, row, id, answer))[..3]);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_stranger_may_not_and_changes_and_learns_nothing(string endpoint)
    {
        var (row, id, answer) = await SceneAsync(endpoint, Visibilities.Private);
        var before = await ExportAsync();
        foreach (var stranger in new[] { TestUser.Regular(), TestUser.Guest(), TestUser.Admin() })
            Assert.Equal(row.Stranger, await CallAsync(stranger, row, id, answer));
        Assert.Equal("401", (await CallAsync(null, row, id, answer))[..3]);
        Assert.Equal(before, await ExportAsync());
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task While_a_chat_is_public_it_may_be_read_and_nothing_else(string endpoint)
    {
        var (row, id, answer) = await SceneAsync(endpoint, Visibilities.Public);
        var before = await ExportAsync();
        Assert.Equal(row.Public ?? row.Stranger, await CallAsync(TestUser.Guest(), row, id, answer));
        Assert.Equal("401", (await CallAsync(null, row, id, answer))[..3]);
        Assert.Equal(before, await ExportAsync());
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task An_unknown_id_is_not_found_and_a_malformed_one_a_400(string endpoint)
    {
        var (row, _, answer) = await SceneAsync(endpoint, Visibilities.Private);
        if (row.Unknown is not null) Assert.Equal(row.Unknown, await CallAsync(_owner, row, Guid.CreateVersion7().ToString(), answer));
        if (!$"{row.Url}{row.Body}".Contains("{id}", StringComparison.Ordinal)) return;
        foreach (var malformed in new[] { "no-uuid", "%20", "0197", "{0197a0c2-0000-7000-8000-000000000000}", "0197a0c200007000800000000000000" })
            Assert.Equal("400", (await CallAsync(_owner, row, malformed, answer))[..3]);
    }

    private async Task<(AccessRow Row, string Id, string Answer)> SceneAsync(string endpoint, string visibility)
    {
        var row = AccessMatrix.Rows.Single(row => row.Endpoint == endpoint);
        var chat = await StoredChat.AddAsync(host, _owner, "Access", null, "Secret question", "Secret answer");
        await host.InDatabaseAsync(db => db.Conversations.Where(row => row.Id == chat.Chat.Id).ExecuteUpdateAsync(update => update.SetProperty(row => row.Visibility, visibility)));
        if (!row.IsOfImport) return (row, chat.Id.ToString(), chat.Messages[1].Id.ToString());

        var import = new Import { Id = new(Guid.CreateVersion7()), OwnerId = new(_owner.Id), State = ImportStates.Succeeded, Replica = "", CreatedAt = TimeProvider.System.GetUtcNow() };
        await host.InDatabaseAsync(db =>
        {
            db.Add(import);
            return db.SaveChangesAsync();
        });
        return (row, import.Id.ToString(), "");
    }

    /// <summary>The status, and the code of an error.</summary>
    private async Task<string> CallAsync(TestUser? user, AccessRow row, string id, string answer)
    {
        using var request = row.Request(id, answer);
        using var client = user is null ? host.CreateClient() : host.ClientFor(user);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var status = (int)response.StatusCode;
        if (status >= 400)
        {
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            return $"{status} {(body.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? error : body).GetProperty("code").GetString()}";
        }

        if (user != _owner && row.Public is null) Assert.DoesNotContain("Secret", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        return $"{status}";
    }

    private async Task<string> ExportAsync() => (await host.ClientFor(_owner).ExportAsync()).GetProperty("chats").GetRawText();
}
