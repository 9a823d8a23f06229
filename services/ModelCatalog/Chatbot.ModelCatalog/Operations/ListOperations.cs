using System.ComponentModel.DataAnnotations;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Operations;

/// <summary><c>GET /api/operations?host=&amp;state=</c>: the newest hundred, newest first.</summary>
internal static class ListOperations
{
    private const int Newest = 100;

    public static async Task<IEnumerable<Operation>> HandleAsync(
        [StringLength(63)] string? host,
        [AllowedValues(
            null,
            OperationStates.Pending,
            OperationStates.Dispatched,
            OperationStates.Running,
            OperationStates.Succeeded,
            OperationStates.Failed,
            OperationStates.Cancelled,
            OperationStates.Expired)]
        string? state,
        CatalogDbContext data,
        CurrentUser user,
        CancellationToken cancellationToken)
    {
        var operations = data.VisibleTo(user);
        if (host is not null) operations = operations.Where(operation => operation.Host == host);
        if (state is not null) operations = operations.Where(operation => operation.State == state);
        return await NewestAsync(operations, cancellationToken);
    }

    public static async Task<IReadOnlyList<Operation>> NewestAsync(IQueryable<ModelOperation> operations, CancellationToken cancellationToken)
    {
        var newest = await operations.OrderByDescending(operation => operation.CreatedAt).Take(Newest).ToListAsync(cancellationToken);
        return [.. newest.Select(operation => operation.ToContract())];
    }
}
