using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary><c>PATCH /api/hosts/{id}</c>: stored, and told to the agent, which asks for it now and then anyway.</summary>
internal static class ChangeHost
{
    public static async Task<IResult> HandleAsync(
        string id, HostChange change, HostTable table, Fleet fleet, ConfigurationNews news, CurrentUser user, CancellationToken cancellationToken)
    {
        if (!HostSlug.IsValid(id)) return ApiError.BadRequest(Surfaces.Hosts, $"id: {HostSlug.Rule}");
        if (change.Name is { } name && string.IsNullOrWhiteSpace(name)) return ApiError.BadRequest(Surfaces.Hosts, "name: a name that can be read.");
        if (!await table.ChangeAsync(id, change, cancellationToken) || !fleet.Hosts.TryGetValue(id, out var host)) return ApiError.NotFound(Surfaces.Hosts);

        news.Tell(id);
        return Results.Ok(HostEntries.Of(host, HostReader.Of(user)));
    }
}
