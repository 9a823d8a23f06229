using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Models.Routing;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Models;

/// <summary>Finds the model that an id means, for the person who asks.</summary>
internal sealed class ModelDirectory(ChatDbContext db, HostTable hosts, CurrentUser user, IOptions<ModelsOptions> options)
{
    private const int LongestId = 300;
    private const int LookedThrough = 50;

    /// <summary>What the person may use, by id.</summary>
    public IEnumerable<KnownModel> All() => Cloud().Concat(Local()).Where(model => user.MayUse(model.Id));

    /// <param name="embedding">An embedding model is asked for, instead of one that chats.</param>
    public async Task<(ModelTarget? Model, ApiError? Error)> FindAsync(string id, CancellationToken cancellationToken, bool embedding = false)
    {
        var (model, error) = await LookUpAsync(id, new(user.Id), embedding, cancellationToken);
        return model is not null && !user.MayUse(id) ? (null, ApiError.Forbidden(Surfaces.Models)) : (model, error);
    }

    /// <summary>For an answer that was allowed before, and is begun again without its person's request; null where the model is not there any more.</summary>
    public async Task<ModelTarget?> AgainAsync(string id, PersonId person, CancellationToken cancellationToken) => (await LookUpAsync(id, person, false, cancellationToken)).Item1;

    private async Task<(ModelTarget?, ApiError?)> LookUpAsync(string id, PersonId person, bool embedding, CancellationToken cancellationToken)
    {
        if (id == ModelIds.AnyLoaded && !embedding) return await AnyLoadedAsync(person, cancellationToken);
        if (id.Length <= LongestId && !id.Any(char.IsControl) && ModelIds.TryParseLocal(id, out var host, out var key)) return Local(id, host, key, embedding);
        if (options.Value.Cloud.TryGetValue(id, out var cloud)
            && options.Value.Providers[cloud.Provider] is { ApiKey: { Length: > 0 } apiKey, BaseUrl: { } baseUrl })
            return (new CloudTarget(id, cloud.Model, baseUrl, apiKey) { Sees = cloud.Vision }, null);

        return (null, ApiError.NotFound(Surfaces.Models));
    }

    private IEnumerable<KnownModel> Cloud() => options.Value.Cloud
        .Where(model => options.Value.Providers[model.Value.Provider] is { ApiKey.Length: > 0, BaseUrl: not null })
        .Select(model => new KnownModel(model.Key, model.Value.Provider));

    private IEnumerable<KnownModel> Local() => hosts.Hosts
        .SelectMany(host => host.Models.Keys)
        .Distinct().Order(StringComparer.Ordinal)
        .Select(key => new KnownModel(ModelIds.Local(key), KnownModel.LmStudio));

    private (ModelTarget?, ApiError?) Local(string id, string? host, string key, bool embedding) => hosts.Knows(host, key, embedding) switch
    {
        HostKnowledge.Has or HostKnowledge.Unknown => (new LocalTarget(id, host, key, Embedding: embedding) { Sees = hosts.Sees(host, key) }, null),
        HostKnowledge.HasNot => (null, ApiError.NotFound(Surfaces.Models)),
        _ => (null, ApiError.Offline(Surfaces.Models)),
    };

    private async Task<(ModelTarget?, ApiError?)> AnyLoadedAsync(PersonId person, CancellationToken cancellationToken)
    {
        // In the newest chats: who has thousands is not looked through for each answer.
        var last = await db.Conversations.Where(chat => chat.OwnerId == person).OrderByDescending(chat => chat.CreatedAt).ThenByDescending(chat => chat.Id).Take(LookedThrough)
            .Join(db.Messages, chat => chat.Id, message => message.ConversationId, (_, message) => message)
            .Where(message => message.Role == MessageRoles.Assistant && (message.Model!.StartsWith("lmstudio:") || message.Model.StartsWith("lmstudio@")))
            .OrderByDescending(message => message.CreatedAt)
            .Select(message => message.Model)
            .FirstOrDefaultAsync(cancellationToken);
        var lastKey = last is not null && ModelIds.TryParseLocal(last, out _, out var key) ? key : null;
        var fallback = IsSomewhere(lastKey) ? lastKey : IsSomewhere(options.Value.DefaultLocalModel) ? options.Value.DefaultLocalModel : null;

        return hosts.AnyLoaded() || fallback is not null || hosts.Starting
            ? (new LocalTarget(ModelIds.AnyLoaded, null, null, fallback) { Sees = hosts.SeesWhateverIsLoaded(fallback) }, null)
            : (null, ApiError.Offline(Surfaces.Models));
    }

    private bool IsSomewhere(string? key) => key is not null && hosts.Knows(null, key) is HostKnowledge.Has or HostKnowledge.Unknown;
}
