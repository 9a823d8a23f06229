using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.Operations;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Models;

/// <summary><c>POST /api/models/unload</c>.</summary>
internal static class RequestUnload
{
    public static async Task<IResult> HandleAsync(
        UnloadModelRequest request, Fleet fleet, CurrentUser user, OperationRequests operations, CancellationToken cancellationToken) =>
        (await TakeAsync(request, fleet, user, operations, cancellationToken)).Result();

    public static async Task<TakenOperation> TakeAsync(
        UnloadModelRequest request, Fleet fleet, CurrentUser user, OperationRequests operations, CancellationToken cancellationToken)
    {
        var (error, key, hosts) = Placement.Find(fleet, request.Model, request.Host);
        if (error is { Type: ErrorTypes.BadRequest }) return error;
        if (!user.MayUse(request.Model)) return ApiError.Forbidden(Surfaces.Models);
        if (error is not null) return error;

        // An operation is one host's: which of several is not ours to guess.
        var loadedOn = hosts.Where(host => host.Instances.Any(instance => instance.ModelKey == key && (request.InstanceId ?? instance.InstanceId) == instance.InstanceId)).ToList();
        if (loadedOn.Count > 1) return ApiError.Conflict(Surfaces.Models, "host: the model is loaded on several hosts; name the one to unload it from.");

        var host = loadedOn.FirstOrDefault() ?? Placement.BestFor(key, hosts);
        var operation = new ModelOperation(OperationKinds.Unload, key, host.Id, user.Id, request.IdempotencyKey)
        {
            InstanceId = request.InstanceId,
            Force = request.Force ?? false,
        };
        if (request.InstanceId is null || loadedOn.Count > 0) return await operations.TakeAsync(operation, PlacementReason.Of(request.Model, request.Host, key, hosts, host), cancellationToken);

        // Asked for again when it is done, the instance is gone and the operation still is the answer.
        return await operations.FindAsync(operation, cancellationToken) ?? ApiError.NotFound(Surfaces.Models, "instanceId: the model has no such instance.");
    }
}
