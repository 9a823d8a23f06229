using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Data;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Chatbot.ModelCatalog.Operations;

internal static class VisibleOperations
{
    /// <summary>One's own; all of them for those who manage hosts. Everybody else's do not exist.</summary>
    public static IQueryable<ModelOperation> VisibleTo(this CatalogDbContext data, CurrentUser user)
    {
        var (id, all) = (user.Id, user.May(Permissions.HostsManage));
        return data.Operations.AsNoTracking().Where(operation => all || operation.RequestedBy == id);
    }
}
