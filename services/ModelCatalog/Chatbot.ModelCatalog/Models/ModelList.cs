using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;

namespace Chatbot.ModelCatalog.Models;

/// <summary>An entry with its JSON, made once for all who read it; the same object for as long as the entry says the same.</summary>
internal sealed record ListedModel(ModelEntry Entry, string Json);

/// <summary>All models at one moment, cloud first: one entry for each, however many hosts have it.</summary>
internal static class ModelList
{
    public static IReadOnlyList<ListedModel> Build(IEnumerable<HostState> hosts, CloudOptions cloud, IReadOnlyList<ListedModel> before)
    {
        var known = before.ToDictionary(model => model.Entry.Id);
        var local = hosts
            .SelectMany(host => host.Inventory.Models.Select(model => (Host: host, Model: model)))
            .GroupBy(pair => pair.Model.Key)
            .Select(places => Local(places.Key, [.. places]))
            .OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(entry => entry.Id, StringComparer.Ordinal);
        return [.. cloud.Offered.Select(Cloud).Concat(local).Select(entry => Listed(entry, known.GetValueOrDefault(entry.Id)))];
    }

    private static ListedModel Listed(ModelEntry entry, ListedModel? before)
    {
        var json = JsonSerializer.Serialize(entry, CatalogJson.Options);
        return before?.Json == json ? before : new ListedModel(entry, json);
    }

    private static ModelEntry Local(string key, IReadOnlyList<(HostState Host, ModelReport Model)> places)
    {
        // Of two hosts that describe it differently, the one that can be used is right.
        var model = places.OrderByDescending(place => place.Host.IsUsable).First().Model;
        var states = places.Select(place => ModelPlaces.Of(place.Host, key)).ToList();
        var best = ModelPlaces.Of(places.MinBy(place => ModelPlaces.Rank(place.Host, key)).Host, key);
        return new ModelEntry(
            ModelIds.Local(key),
            model.Name,
            $"Local LM Studio model ({key})",
            "lmstudio",
            model.Kind,
            best.State,
            best.State == PlaceStates.Loading ? states.Max(place => place.Progress) : null,
            states,
            new ModelCapabilities(model.Vision, model.Tools, model.Reasoning),
            model.SizeBytes,
            model.Quantization,
            model.MaxContextLength,
            places.Any(place => place.Host.Inventory.Simulated));
    }

    private static ModelEntry Cloud(CloudModel model) => new(
        model.Id,
        model.Name,
        model.Description,
        model.Provider,
        "llm",
        PlaceStates.Ready,
        null,
        [],
        new ModelCapabilities(model.Vision, model.Tools, model.Reasoning),
        null,
        null,
        model.MaxContextLength,
        false);
}
