using Chatbot.Testing;

namespace Chatbot.EndToEnd;

/// <summary>Starting, stopping, killing and starting again on data that is kept.</summary>
[Collection(OwnSystems.Collection)]
public sealed class OwnDataTests : IDisposable
{
    private const string Small = "lmstudio:qwen/qwen3-4b";
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"chatbot-own-{Guid.CreateVersion7():n}");

    [Fact]
    public async Task A_chat_outlives_a_stop_and_a_killed_start_leaves_nothing_behind()
    {
        var chat = Guid.CreateVersion7();
        await using (var first = Start())
        {
            var state = await SystemState.ReadyAsync(first, _data);
            using var script = await Script.AsGuestAsync(state.Url);
            await script.ChatAsync(chat, Small, "Why is the sky blue?");
        }

        Assert.Empty(SystemState.ProcessesOf(_data));

        await using var second = Start();
        var again = await SystemState.ReadyAsync(second, _data);
        Assert.Equal(2L, await Sql.ScalarAsync(again.ConnectionStrings["chatdb"]!, "SELECT count(*) FROM chat.messages WHERE chat_id = @id", chat));

        await second.KillAsync();
        await Eventually.TrueAsync(() => SystemState.ProcessesOf(_data).Count == 0, "nothing is left of a killed start", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_given_postgres_serves_all_three_services_in_one_database()
    {
        await using var database = await TestDatabase.CreateAsync();
        var given = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString);
        var url = $"postgres://{given.Username}:{Uri.EscapeDataString(given.Password ?? "unused")}@{given.Host}:{given.Port}/{given.Database}?sslmode=disable";

        await using var host = AppHost.Start(new Dictionary<string, string?> { ["WEB_PORT"] = "0", ["POSTGRES_URL"] = url }, "--throwaway", "--data", _data);
        var state = await SystemState.ReadyAsync(host, _data);
        using var script = await Script.AsGuestAsync(state.Url);
        await script.ChatAsync(Guid.CreateVersion7(), Small, "Why is the sky blue?");

        Assert.DoesNotContain("postgres", state.Processes.Keys);
        Assert.Equal(3L, await Sql.ScalarAsync(
            database.ConnectionString,
            "SELECT count(*) FROM information_schema.tables WHERE table_name = '__migrations' AND table_schema IN ('auth', 'chat', 'catalog')"));
        Assert.Equal(2L, await Sql.ScalarAsync(database.ConnectionString, "SELECT count(*) FROM chat.messages"));
    }

    public void Dispose()
    {
        if (Directory.Exists(_data)) Directory.Delete(_data, recursive: true);
    }

    private AppHost Start() => AppHost.Start(new Dictionary<string, string?> { ["WEB_PORT"] = "0" }, "--data", _data);
}
