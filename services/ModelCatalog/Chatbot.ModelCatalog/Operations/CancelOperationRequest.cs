using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Operations;

/// <summary><c>POST /api/operations/{id}/cancel</c>: 202 with the operation as it is now; one that has ended stays as it ended.</summary>
internal static class CancelOperationRequest
{
    public static async Task<IResult> HandleAsync(
        OperationId id, CatalogDbContext data, CurrentUser user, OperationJournal journal, CancellationToken cancellationToken)
    {
        if (!await data.VisibleTo(user).AnyAsync(operation => operation.Id == id, cancellationToken)) return ApiError.NotFound(Surfaces.Operations);

        await journal.CancelAsync(id, user.Id, cancellationToken);
        var operation = await data.VisibleTo(user).FirstAsync(operation => operation.Id == id, cancellationToken);
        return Results.Accepted($"/api/operations/{id}", operation.ToContract());
    }
}
