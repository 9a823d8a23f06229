using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.Models;
using Chatbot.ModelCatalog.Operations;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.LmStudio;

/// <summary><c>POST /api/lmstudio/unload</c> and <c>/models/unload</c>: answered when the model is gone.</summary>
internal static class UnloadAndWait
{
    /// <summary>All instances of a model, on the host that used it last.</summary>
    public static async Task<IResult> ModelAsync(
        LmStudioUnload? request, Fleet fleet, CurrentUser user, OperationRequests operations, OperationEnd end, CancellationToken cancellationToken)
    {
        var key = string.IsNullOrEmpty(request?.ModelKey) ? null : request.ModelKey;
        if (!AnyWithinReach(fleet)) return ApiError.Offline(Surfaces.Models);

        var last = ShowLmStudio.Loaded(fleet, user).FirstOrDefault(found => key is null || found.Instance.ModelKey == key);
        if (last.Host is null && key is null) return ApiError.NotFound(Surfaces.Models) with { Message = "No model is loaded." };

        key ??= last.Instance.ModelKey;
        return await UnloadAsync(new UnloadModelRequest(ModelIds.Local(key), last.Host?.Id), key, fleet, user, operations, end, cancellationToken);
    }

    /// <summary>One instance.</summary>
    public static async Task<IResult> InstanceAsync(
        LmStudioUnloadInstance? request, Fleet fleet, CurrentUser user, OperationRequests operations, OperationEnd end, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request?.Identifier)) return ApiError.BadRequest(Surfaces.Models, "identifier required");
        if (!AnyWithinReach(fleet)) return ApiError.Offline(Surfaces.Models);

        var (host, instance) = ShowLmStudio.Loaded(fleet, user).FirstOrDefault(found => found.Instance.InstanceId == request.Identifier);
        if (host is null) return ApiError.NotFound(Surfaces.Models, "identifier: no such instance is loaded.");

        var unload = new UnloadModelRequest(ModelIds.Local(instance.ModelKey), host.Id, instance.InstanceId);
        return await UnloadAsync(unload, instance.ModelKey, fleet, user, operations, end, cancellationToken);
    }

    private static async Task<IResult> UnloadAsync(
        UnloadModelRequest unload, string key, Fleet fleet, CurrentUser user, OperationRequests operations, OperationEnd end, CancellationToken cancellationToken)
    {
        var taken = await RequestUnload.TakeAsync(unload, fleet, user, operations, cancellationToken);
        return taken.Operation is { } operation
            ? await end.OfAsync(operation, cancellationToken) is { } failed ? failed : Results.Ok(new LmStudioDone(true, key))
            : taken.Refused!;
    }

    private static bool AnyWithinReach(Fleet fleet) => fleet.Hosts.Values.Any(host => host.IsUsable);
}
