using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Operations;

internal static class OperationEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var operations = routes.MapGroup("/api/operations").WithTags("Operations").RequireAuthorization().WithMetadata(new SurfaceMetadata(Surfaces.Operations));
        operations.MapGet("/", ListOperations.HandleAsync).WithName("ListOperations");
        operations.MapGet("/events", FollowOperations.Handle).WithName("FollowOperations");
        operations.MapGet("/{id}", GetOperation.HandleAsync).WithName("GetOperation");
        operations.MapGet("/{id}/events", FollowOperation.HandleAsync).WithName("FollowOperation");
        operations.MapGet("/{id}/why", ExplainOperation.HandleAsync).Produces<OperationWhy>().WithName("ExplainOperation");
        operations.MapPost("/{id}/cancel", CancelOperationRequest.HandleAsync).WithName("CancelOperation");
    }
}
