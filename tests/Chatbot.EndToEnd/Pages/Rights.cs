namespace Chatbot.EndToEnd.Pages;

/// <summary>Accounts of another type, made so by hand before their first token; taken back, so that the first who registers still becomes the admin.</summary>
internal static class Rights
{
    private const string Newest = "(SELECT account_id FROM auth.sessions ORDER BY created_at DESC LIMIT 1)";

    /// <summary>Whoever came last.</summary>
    public static async Task<Guid> MakeAsync(this RunningSystem system, string type) =>
        (Guid)(await Sql.ScalarAsync(system.State.ConnectionStrings["authdb"]!, $"UPDATE auth.accounts SET user_type = '{type}' WHERE id = {Newest} RETURNING id"))!;

    public static Task TakeBackAsync(this RunningSystem system, Guid account) =>
        Sql.ScalarAsync(system.State.ConnectionStrings["authdb"]!, "UPDATE auth.accounts SET user_type = 'guest' WHERE id = @id", account);
}
