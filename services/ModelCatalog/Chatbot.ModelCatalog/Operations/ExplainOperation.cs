using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Operations;

/// <summary><c>GET /api/operations/{id}/why</c></summary>
internal static class ExplainOperation
{
    public static async Task<IResult> HandleAsync(OperationId id, CatalogDbContext data, CurrentUser user, CancellationToken cancellationToken)
    {
        if (await data.VisibleTo(user).FirstOrDefaultAsync(operation => operation.Id == id, cancellationToken) is not { } operation)
            return ApiError.NotFound(Surfaces.Operations);

        var decisions = await data.Decisions.AsNoTracking().Where(decision => decision.OperationId == id).OrderBy(decision => decision.Number).ToListAsync(cancellationToken);
        return Results.Ok(new OperationWhy(
            operation.ToContract(), operation.Request(), operation.Cancelled(), [.. decisions.Select(decision => decision.ToContract())]));
    }
}
