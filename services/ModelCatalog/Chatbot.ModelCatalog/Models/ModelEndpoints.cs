using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Models;

internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/api/models").WithTags("Models").RequireAuthorization().WithMetadata(new SurfaceMetadata(Surfaces.Models));
        models.MapGet("/", ListModels.Handle).WithName("ListModels");
        models.MapGet("/events", FollowModels.Handle).WithName("FollowModels");
        models.MapGet("/estimate", EstimateModel.HandleAsync).RequirePermission(Permissions.ModelsLoad).Produces<HostEstimate[]>().WithName("EstimateModel");
        models.MapPost("/load", RequestLoad.HandleAsync).RequirePermission(Permissions.ModelsLoad).WithName("LoadModel");
        models.MapPost("/unload", RequestUnload.HandleAsync).RequirePermission(Permissions.ModelsUnload).WithName("UnloadModel");
    }
}
