using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.Models;
using Chatbot.ModelCatalog.Operations;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.LmStudio;

/// <summary><c>POST /api/lmstudio/load</c>: answered when the model is loaded, at once where no host that has it can be reached.</summary>
internal static class LoadAndWait
{
    public static async Task<IResult> HandleAsync(
        LmStudioLoad? request, Fleet fleet, CurrentUser user, OperationRequests operations, OperationEnd end, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request?.ModelKey)) return ApiError.BadRequest(Surfaces.Models, "modelKey required");

        var key = request.ModelKey;
        if (user.MayUse(ModelIds.Local(key)) && !IsWithinReach(fleet, key)) return ApiError.Offline(Surfaces.Models);

        var taken = await RequestLoad.TakeAsync(new LoadModelRequest(ModelIds.Local(key), TtlSeconds: request.Ttl), fleet, user, operations, cancellationToken);
        if (taken.Operation is not { } operation) return taken.Refused!;
        return await end.OfAsync(operation, cancellationToken) is { } failed ? failed : Results.Ok(new LmStudioDone(true, key, request.Ttl ?? TtlOf(fleet, operation)));
    }

    // A model that nobody has is not found; one that somebody has who can't be reached is not there now.
    private static bool IsWithinReach(Fleet fleet, string key)
    {
        var having = fleet.Hosts.Values.Where(host => host.Has(key)).ToList();
        return having.Count > 0 ? having.Exists(host => host.IsUsable) : fleet.Hosts.Values.Any(host => host.IsUsable);
    }

    private static int? TtlOf(Fleet fleet, ModelOperation operation) =>
        fleet.Hosts.TryGetValue(operation.Host, out var host)
        && host.Instances.FirstOrDefault(instance => instance.ModelKey == operation.ModelKey) is { TtlRemainingSeconds: { } seconds }
            ? (int)Math.Ceiling(seconds)
            : null;
}
