using Chatbot.ModelCatalog.Enrolment;
using Chatbot.ModelCatalog.Operations;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary><c>DELETE /api/hosts/{id}</c>: forgotten, and not heard any more until it is added again.</summary>
internal static class RemoveHost
{
    public static async Task<IResult> HandleAsync(
        string id, HostTable table, Fleet fleet, OperationJournal operations, EnrolledHosts enrolled, CancellationToken cancellationToken)
    {
        if (!HostSlug.IsValid(id)) return ApiError.BadRequest(Surfaces.Hosts, $"id: {HostSlug.Rule}");
        if (await table.FindAsync(id, cancellationToken) is not { } row) return ApiError.NotFound(Surfaces.Hosts);

        // Nobody takes the account of the installation's own agents away: it would go on, unheard.
        if (row.EnrolledAt is null && fleet.Hosts.TryGetValue(id, out var host) && host.Online)
            return ApiError.Conflict(Surfaces.Hosts) with { Message = $"Host '{id}' still reports. Please stop its agent first, then remove the host." };

        await table.RemoveAsync(id, cancellationToken);
        await operations.HostRemovedAsync(id, cancellationToken);
        enrolled.Tell();
        return Results.NoContent();
    }
}
