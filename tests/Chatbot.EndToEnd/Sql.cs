using Npgsql;

namespace Chatbot.EndToEnd;

internal static class Sql
{
    /// <param name="id">The parameter <c>@id</c>.</param>
    public static async Task<object?> ScalarAsync(string connectionString, string sql, Guid? id = null)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        if (id is not null) command.Parameters.AddWithValue("id", id);
        return await command.ExecuteScalarAsync();
    }
}
