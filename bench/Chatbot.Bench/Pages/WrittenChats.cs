using System.Text;
using Chatbot.Bench.Running;
using Npgsql;

namespace Chatbot.Bench.Pages;

/// <summary>Chats of questions and answers as models write them, of different lengths, straight into the database.</summary>
internal static class WrittenChats
{
    private const string Question = "And how is it with the next one? Please say it in a few words, and then at length.";

    private const string Statement =
        """
        SET session_replication_role = replica;
        INSERT INTO chat.chats (id, owner_id, title, visibility, created_at, updated_at, pinned, active_leaf)
        VALUES (@chat, @owner, 'A talk', 'private', now(), now(), false, md5(@chat::text || '/' || @messages)::uuid);
        INSERT INTO chat.messages (id, chat_id, parent_id, role, parts, state, created_at)
        SELECT md5(@chat::text || '/' || n)::uuid, @chat, CASE WHEN n > 1 THEN md5(@chat::text || '/' || n - 1)::uuid END, CASE WHEN n % 2 = 1 THEN 'user' ELSE 'assistant' END,
            jsonb_build_array(jsonb_build_object('type', 'text', 'text', CASE WHEN n % 2 = 1 THEN n || '. ' || @question ELSE (@answers)[1 + n / 2 % cardinality(@answers)] END)),
            'complete', now() - (@messages - n) * interval '1 minute'
        FROM generate_series(1, @messages) n;
        SET session_replication_role = DEFAULT;
        """;

    /// <summary>The chat, and its newest message.</summary>
    public static async Task<(Guid Chat, Guid Newest)> WriteAsync(BenchSystem system, Guid owner, int messages, CancellationToken cancellationToken)
    {
        var chat = Guid.CreateVersion7();
        await using var source = NpgsqlDataSource.Create(system.State.ConnectionStrings["chatdb"]!);
        // Several statements with parameters are sent one by one.
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Statement, connection);
        command.Parameters.AddWithValue("chat", chat);
        command.Parameters.AddWithValue("owner", owner);
        command.Parameters.AddWithValue("messages", messages);
        command.Parameters.AddWithValue("question", Question);
        command.Parameters.AddWithValue("answers", await AnswersAsync(cancellationToken));
        await command.ExecuteNonQueryAsync(cancellationToken);
        await using var newest = new NpgsqlCommand("SELECT active_leaf FROM chat.chats WHERE id = @chat", connection);
        newest.Parameters.AddWithValue("chat", chat);
        return (chat, (Guid)(await newest.ExecuteScalarAsync(cancellationToken))!);
    }

    // One paragraph, two of them, and so on to all, with list, table and code.
    private static async Task<string[]> AnswersAsync(CancellationToken cancellationToken)
    {
        var blocks = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Answers", "written.md"), Encoding.UTF8, cancellationToken)).Trim().Split("\n\n");
        return [.. Enumerable.Range(2, blocks.Length - 1).Select(count => string.Join("\n\n", blocks.Take(count)))];
    }
}
