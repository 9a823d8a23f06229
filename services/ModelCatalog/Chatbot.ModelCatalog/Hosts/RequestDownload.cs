using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Operations;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Hosts;

/// <summary><c>POST /api/hosts/{id}/downloads</c>: taken down and answered; a host that is away is waited for.</summary>
internal static class RequestDownload
{
    public static async Task<IResult> HandleAsync(
        string id, DownloadModelRequest request, Fleet fleet, CurrentUser user, OperationRequests operations, CancellationToken cancellationToken)
    {
        if (!HostSlug.IsValid(id)) return ApiError.BadRequest(Surfaces.Hosts, $"id: {HostSlug.Rule}");
        if (!fleet.Hosts.ContainsKey(id)) return ApiError.NotFound(Surfaces.Hosts);

        var download = new ModelOperation(OperationKinds.Download, request.Model, id, user.Id, request.IdempotencyKey) { Quantization = request.Quantization };
        return (await operations.TakeAsync(download, new Placed($"Host {id} was asked for.", new { Host = id }), cancellationToken)).Result();
    }
}
