using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Operations;

/// <summary><c>GET /api/operations/{id}</c></summary>
internal static class GetOperation
{
    public static async Task<IResult> HandleAsync(OperationId id, CatalogDbContext data, CurrentUser user, CancellationToken cancellationToken) =>
        await data.VisibleTo(user).FirstOrDefaultAsync(operation => operation.Id == id, cancellationToken) is { } operation
            ? Results.Ok(operation.ToContract())
            : ApiError.NotFound(Surfaces.Operations);
}
