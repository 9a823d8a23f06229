using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Data;

internal static class HostRows
{
    /// <summary>A row of the host for updates to change; false where there is one, which stays as it is.</summary>
    public static async Task<bool> AddHostAsync(this CatalogDbContext data, string id, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var inventory = JsonSerializer.Serialize(HostInventory.Unknown, JsonSerializerOptions.Web);
        return await data.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO catalog.hosts (id, name, agent_started_at, last_seen_at, health, simulated, inventory)
            VALUES ({id}, {name}, {now}, {now}, {LmStudioHealth.Unreachable}, false, {inventory}::jsonb)
            ON CONFLICT (id) DO NOTHING
            """,
            cancellationToken) == 1;
    }
}
