using Chatbot.ModelCatalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Enrolment;

internal static class AccountsOfHost
{
    private const int Space = 0x61676e74;

    /// <summary>
    /// The accounts of one host's agent are made or taken away by one request of all replicas at a time: what takes those of a
    /// removed host away never meets those that a new enrolment makes. Locks no row: reports go on being written.
    /// </summary>
    public static async Task<T> WithAccountsOfAsync<T>(this CatalogDbContext data, string hostId, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await data.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await data.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Space}, hashtext({hostId}))", cancellationToken);
            try
            {
                return await work();
            }
            finally
            {
                await data.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Space}, hashtext({hostId}))", CancellationToken.None);
            }
        }
        finally
        {
            // The server frees what a lost connection held.
            await data.Database.CloseConnectionAsync();
        }
    }
}
