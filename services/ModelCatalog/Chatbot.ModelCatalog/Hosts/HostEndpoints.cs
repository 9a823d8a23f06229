using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Hosts;

internal static class HostEndpoints
{
    public static void MapHosts(this IEndpointRouteBuilder routes)
    {
        var hosts = routes.MapGroup("/api/hosts").WithTags("Hosts").RequireAuthorization().WithMetadata(new SurfaceMetadata(Surfaces.Hosts));
        hosts.MapGet("/", List).WithName("ListHosts");
        hosts.MapGet("/events", FollowHosts.Handle).WithName("FollowHosts");
        hosts.MapPatch("/{id}", ChangeHost.HandleAsync).RequirePermission(Permissions.HostsManage).Produces<HostEntry>().WithName("ChangeHost");
        hosts.MapPost("/{id}/downloads", RequestDownload.HandleAsync)
            .RequirePermission(Permissions.HostsManage)
            .Produces<Operation>(StatusCodes.Status202Accepted)
            .WithName("DownloadModel");
        hosts.MapDelete("/{id}", RemoveHost.HandleAsync).RequirePermission(Permissions.HostsManage).Produces(StatusCodes.Status204NoContent).WithName("RemoveHost");
    }

    private static IEnumerable<HostEntry> List(Fleet fleet, CurrentUser user)
    {
        var reader = HostReader.Of(user);
        return fleet.Hosts.Values.Select(host => HostEntries.Of(host, reader));
    }
}
