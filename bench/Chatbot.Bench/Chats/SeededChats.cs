using Chatbot.Bench.Running;
using Npgsql;

namespace Chatbot.Bench.Chats;

/// <summary>
/// A million chats with a message each, written straight into the database: every twentieth is one person's, those of a thousand
/// others between them; and one chat of 2,000 messages.
/// </summary>
internal sealed class SeededChats : IAsyncDisposable
{
    public const int Chats = 1_000_000;
    public const int Own = Chats / 20;
    public const int LongChat = 2_000;

    /// <summary>Of the person's chats so many have the word in the title, and as many another in the text.</summary>
    public const int Rare = Own / 2_000;

    public const string RareInTitle = "zebrafish";
    public const string RareInText = "quokka";
    public const string InEveryText = "weather";

    private const int Batch = 100_000;

    // Others' chats have the rare words too. Keys are not checked again for each row; that they are right is the statement's doing.
    private const string ChatsAndMessages =
        """
        SET session_replication_role = replica;
        WITH numbers AS (
            SELECT n, md5('chat' || n)::uuid AS id, md5('message' || n)::uuid AS message, now() - n * interval '31 seconds' AS at,
                CASE WHEN n % 20 = 0 THEN @owner ELSE md5('person' || n % 997)::uuid END AS owner,
                (ARRAY['Plans','Notes','Questions','Ideas','A letter','Doubts','Figures'])[1 + n % 7] || ' about ' ||
                (ARRAY['the garden','a new job','the tax return','our holiday','a small engine','the old house','bread','the school','a bicycle','winter','the choir'])[1 + n % 11] ||
                CASE WHEN n % 40000 IN (0, 1) THEN ' and a zebrafish' ELSE '' END AS title
            FROM generate_series(@from, @to) n),
        chats AS (
            INSERT INTO chat.chats (id, owner_id, title, visibility, created_at, updated_at, pinned, active_leaf)
            SELECT id, owner, title, 'private', at, at, false, message FROM numbers)
        INSERT INTO chat.messages (id, chat_id, role, parts, state, created_at)
        SELECT message, id, 'user', jsonb_build_array(jsonb_build_object('type', 'text', 'text',
            title || ', and what the weather does to it in month ' || n % 12 || CASE WHEN n % 40000 IN (20, 21) THEN ', said the quokka' ELSE '' END)), 'complete', at
        FROM numbers;
        SET session_replication_role = DEFAULT;
        """;

    private const string OneLongChat =
        """
        SET session_replication_role = replica;
        INSERT INTO chat.chats (id, owner_id, title, visibility, created_at, updated_at, pinned, active_leaf)
        VALUES (@chat, @owner, 'The long one', 'private', now(), now(), false, md5('long' || @messages)::uuid);
        INSERT INTO chat.messages (id, chat_id, parent_id, role, parts, state, created_at)
        SELECT md5('long' || n)::uuid, @chat, CASE WHEN n > 1 THEN md5('long' || n - 1)::uuid END, CASE WHEN n % 2 = 1 THEN 'user' ELSE 'assistant' END,
            jsonb_build_array(jsonb_build_object('type', 'text', 'text', repeat('Message ' || n || ' of a long talk about many things. ', 8))), 'complete', now() - (@messages - n) * interval '1 minute'
        FROM generate_series(1, @messages) n;
        SET session_replication_role = DEFAULT;
        """;

    private readonly NpgsqlDataSource _source;
    private readonly Guid _owner;

    private SeededChats(NpgsqlDataSource source, Guid owner) => (_source, _owner) = (source, owner);

    public Guid Long { get; } = Guid.CreateVersion7();

    public static async Task<SeededChats> WriteAsync(BenchSystem system, Guid owner, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnectionStringBuilder(system.State.ConnectionStrings["chatdb"]!) { CommandTimeout = 600 };
        var seeded = new SeededChats(NpgsqlDataSource.Create(connection.ConnectionString), owner);
        var start = system.Time.GetTimestamp();
        for (var from = 1; from <= Chats; from += Batch)
        {
            await seeded.RunAsync(ChatsAndMessages, [new("from", from), new("to", from + Batch - 1)], cancellationToken);
            system.Say($"  {from + Batch - 1} chats after {system.Time.GetElapsedTime(start).TotalSeconds:0} s");
        }

        await seeded.RunAsync(OneLongChat, [new("chat", seeded.Long), new("messages", LongChat)], cancellationToken);
        await seeded.RunAsync("VACUUM (ANALYZE) chat.chats", [], cancellationToken);
        await seeded.RunAsync("VACUUM (ANALYZE) chat.messages", [], cancellationToken);
        return seeded;
    }

    /// <summary>Chats of the person, and messages of the long chat, from anywhere.</summary>
    public async Task<(IReadOnlyList<Guid> Chats, IReadOnlyList<Guid> Messages)> SomeAsync(int count, CancellationToken cancellationToken) =>
    (
        await IdsAsync("SELECT id FROM chat.chats WHERE owner_id = @owner ORDER BY random() LIMIT @count", count, cancellationToken),
        await IdsAsync("SELECT id FROM chat.messages WHERE chat_id = @chat ORDER BY random() LIMIT @count", count, cancellationToken)
    );

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task RunAsync(string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        // Several statements with parameters are sent one by one.
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        if (command.Parameters.Count > 0) command.Parameters.AddWithValue("owner", _owner);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync(string sql, int count, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        foreach (var (name, value) in new (string, object)[] { ("owner", _owner), ("chat", Long), ("count", count) }) command.Parameters.AddWithValue(name, value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<Guid> ids = [];
        while (await reader.ReadAsync(cancellationToken)) ids.Add(reader.GetGuid(0));
        return ids;
    }
}
