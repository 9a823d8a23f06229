using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.ModelCatalog;

/// <summary>Loading and unloading by hand, for those who may.</summary>
internal sealed class ModelActions(CatalogClient catalog, AccountClient accounts)
{
    private IReadOnlyList<string> _permissions = [];

    public bool MayLoad => _permissions.Contains(Permissions.ModelsLoad);

    public bool MayUnload => _permissions.Contains(Permissions.ModelsUnload);

    /// <summary>The services decide anyway; this is for not showing what would be refused.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        try
        {
            _permissions = (await accounts.SessionAsync(cancellationToken)).Entitlements.Permissions;
        }
        catch (ServiceFailure)
        {
            _permissions = [];
        }
    }

    /// <exception cref="ServiceFailure">It was refused.</exception>
    public Task<Operation> LoadAsync(ModelEntry model, CancellationToken cancellationToken) =>
        catalog.LoadAsync(new LoadModelRequest(model.Id, IdempotencyKey: Guid.CreateVersion7().ToString()), cancellationToken);

    /// <exception cref="ServiceFailure">It was refused.</exception>
    public Task<Operation> UnloadAsync(ModelEntry model, CancellationToken cancellationToken) =>
        catalog.UnloadAsync(new UnloadModelRequest(model.Id, IdempotencyKey: Guid.CreateVersion7().ToString()), cancellationToken);
}
