using System.Text.Json;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Events;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ServiceDefaults.Authentication;

namespace Chatbot.ModelCatalog.Models;

/// <summary><c>GET /api/models/events</c>: <c>models</c> with the whole list, then <c>model</c> and <c>model-removed</c>.</summary>
internal static class FollowModels
{
    public static LiveResult Handle(ModelDirectory directory, Fleet fleet, CurrentUser user)
    {
        var patterns = user.Models;
        Dictionary<string, ListedModel>? sent = null;
        return new LiveResult(fleet.Changes, async (stream, cancellationToken) =>
        {
            var models = directory.Models.Where(model => ModelPatterns.Allow(patterns, model.Entry.Id)).ToList();
            if (sent is null) await stream.SendAsync("models", $"[{string.Join(',', models.Select(model => model.Json))}]", cancellationToken);
            else await SendDifferenceAsync(stream, sent, models, cancellationToken);

            sent = models.ToDictionary(model => model.Entry.Id);
            return true;
        });
    }

    private static async Task SendDifferenceAsync(
        EventStream stream, Dictionary<string, ListedModel> sent, List<ListedModel> models, CancellationToken cancellationToken)
    {
        foreach (var model in models.Where(model => !ReferenceEquals(model, sent.GetValueOrDefault(model.Entry.Id))))
            await stream.SendAsync("model", model.Json, cancellationToken);
        foreach (var id in sent.Keys.Except(models.Select(model => model.Entry.Id)))
            await stream.SendAsync("model-removed", JsonSerializer.Serialize(new ModelRemoved(id), CatalogJson.Options), cancellationToken);
    }
}
