namespace Chatbot.EndToEnd.SharedControl;

/// <summary>People of a type that nobody can choose for himself.</summary>
internal static class People
{
    /// <summary>A guest made one by hand before the first token: the account of the newest session, so one at a time.</summary>
    /// <param name="type">One of <see cref="Auth.Contracts.UserTypes"/>.</param>
    public static async Task<Script> OfTypeAsync(SystemState state, string type)
    {
        var script = await Script.AsGuestAsync(state.Url);
        await Sql.ScalarAsync(
            state.ConnectionStrings["authdb"]!,
            $"UPDATE auth.accounts SET user_type = '{type}' WHERE id = (SELECT account_id FROM auth.sessions ORDER BY created_at DESC LIMIT 1)");
        return script;
    }
}
