using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.Operations;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Models;

/// <summary><c>POST /api/models/load</c>: taken down and answered; a host or a broker that is away is waited for.</summary>
internal static class RequestLoad
{
    public static async Task<IResult> HandleAsync(
        LoadModelRequest request, Fleet fleet, CurrentUser user, OperationRequests operations, CancellationToken cancellationToken) =>
        (await TakeAsync(request, fleet, user, operations, cancellationToken)).Result();

    public static async Task<TakenOperation> TakeAsync(
        LoadModelRequest request, Fleet fleet, CurrentUser user, OperationRequests operations, CancellationToken cancellationToken)
    {
        var (error, key, hosts) = Placement.Find(fleet, request.Model, request.Host);
        if (error is { Type: ErrorTypes.BadRequest }) return error;
        if (!user.MayUse(request.Model)) return ApiError.Forbidden(Surfaces.Models);
        if (error is not null) return error;

        var host = Placement.BestFor(key, hosts);
        return await operations.TakeAsync(
            new ModelOperation(OperationKinds.Load, key, host.Id, user.Id, request.IdempotencyKey)
            {
                TtlSeconds = request.TtlSeconds,
                Pinned = request.Pinned ?? false,
                ContextLength = request.ContextLength,
                // What somebody pinned is let go by those who may unload it.
                Force = request.Pinned == false && user.May(Permissions.ModelsUnload),
            },
            PlacementReason.Of(request.Model, request.Host, key, hosts, host),
            cancellationToken);
    }
}
