using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ServiceDefaults.Authentication;

namespace Chatbot.ModelCatalog.LmStudio;

/// <summary><c>GET /api/lmstudio/models</c> and <c>/status</c>: what can be used now, from memory; empty where no host can be reached.</summary>
internal static class ShowLmStudio
{
    private const string Llm = "llm";

    public static LmStudioModels Models(Fleet fleet, CurrentUser user) => new([.. Downloaded(fleet, user)
        .Where(found => found.Model.Kind == Llm)
        .DistinctBy(found => found.Model.Key)
        .Select(found => new LmStudioModel(ModelIds.Local(found.Model.Key), $"LM Studio – {found.Model.Name}", $"Local LM Studio model ({found.Model.Key})"))]);

    public static LmStudioStatus Status(Fleet fleet, CurrentUser user)
    {
        var downloaded = Downloaded(fleet, user).ToList();
        var embeddings = downloaded.Where(found => found.Model.Kind != Llm).Select(found => found.Model.Key).ToHashSet();
        var loaded = Loaded(fleet, user).ToList();
        return new LmStudioStatus(
            [.. downloaded.Select(found => new LmStudioDownloaded(
                found.Model.Key, found.Model.Name, found.Model.Kind, found.Model.SizeBytes, found.Model.MaxContextLength, found.Host.Id))],
            [.. loaded.Where(found => !embeddings.Contains(found.Instance.ModelKey)).Select(Told)],
            [.. loaded.Where(found => embeddings.Contains(found.Instance.ModelKey)).Select(Told)]);
    }

    /// <summary>Instances that the caller may use, the one used last first.</summary>
    public static IEnumerable<(HostState Host, InstanceReport Instance)> Loaded(Fleet fleet, CurrentUser user)
    {
        var patterns = user.Models;
        return fleet.Hosts.Values.Where(host => host.IsUsable)
            .SelectMany(host => host.Instances.Select(instance => (Host: host, Instance: instance)))
            .Where(found => found.Instance.State == InstanceStates.Loaded && ModelPatterns.Allow(patterns, ModelIds.Local(found.Instance.ModelKey)))
            .OrderByDescending(found => found.Instance.LastUsedAt ?? DateTimeOffset.MinValue);
    }

    private static IEnumerable<(HostState Host, ModelReport Model)> Downloaded(Fleet fleet, CurrentUser user)
    {
        var patterns = user.Models;
        return fleet.Hosts.Values.Where(host => host.IsUsable)
            .SelectMany(host => host.Inventory.Models.Select(model => (Host: host, Model: model)))
            .Where(found => ModelPatterns.Allow(patterns, ModelIds.Local(found.Model.Key)));
    }

    private static LmStudioLoaded Told((HostState Host, InstanceReport Instance) found) =>
        new(found.Instance.InstanceId, found.Instance.ModelKey, found.Instance.ContextLength, found.Host.Id);
}
