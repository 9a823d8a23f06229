using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>The channels <c>loadModel</c>, always a new instance, and <c>getOrLoad</c>, the one that is there.</summary>
internal static class LoadChannels
{
    public static void Add(SocketNamespace endpoints, SimulatedHost host, string kind)
    {
        endpoints.Channels["loadModel"] = (parameter, channel, cancellationToken) => LoadAsync(host, kind, parameter, channel, cancellationToken);
        endpoints.Channels["getOrLoad"] = (parameter, channel, cancellationToken) => GetOrLoadAsync(host, kind, parameter, channel, cancellationToken);
    }

    private static async Task LoadAsync(SimulatedHost host, string kind, JsonObject parameter, SocketChannel channel, CancellationToken cancellationToken)
    {
        var model = Model(host, kind, parameter.RequireText("modelKey"));
        var settings = parameter.ConfigFields("loadConfigStack").LoadSettings(kind) with { Identifier = parameter.OptionalText("identifier"), TimeToLive = parameter.OptionalMilliseconds("ttlMs") };
        await channel.SendAsync(new { type = "resolved", info = SocketModelInfo.Of(model, host) });
        var instance = await host.LoadAsync(
            model, settings, progress => new ValueTask(channel.SendAsync(new { type = "progress", progress })), cancellationToken);
        await channel.SendAsync(new { type = "success", info = SocketInstanceInfo.Of(instance, host) });
    }

    private static async Task GetOrLoadAsync(SimulatedHost host, string kind, JsonObject parameter, SocketChannel channel, CancellationToken cancellationToken)
    {
        var name = parameter.RequireText("identifier");
        if (host.FindLoaded(name, kind) is { } present)
        {
            await channel.SendAsync(new { type = "alreadyLoaded", info = SocketInstanceInfo.Of(present, host) });
            return;
        }

        var model = Model(host, kind, name);
        var ttl = parameter.OptionalMilliseconds("loadTtlMs") ?? LoadSettings.JustInTimeToLive;
        var settings = parameter.ConfigFields("loadConfigStack").LoadSettings(kind) with { TimeToLive = ttl, JustInTime = true };
        await channel.SendAsync(new { type = "startLoading", identifier = model.Key, info = SocketModelInfo.Of(model, host) });
        foreach (var evicted in JustInTime.EvictOthers(host, model))
            await channel.SendAsync(new { type = "unloadingOtherJITModel", info = SocketInstanceInfo.Of(evicted, host) });
        var instance = await host.LoadAsync(
            model, settings, progress => new ValueTask(channel.SendAsync(new { type = "loadProgress", progress })), cancellationToken);
        await channel.SendAsync(new { type = "loadSuccess", info = SocketInstanceInfo.Of(instance, host) });
    }

    private static SimulatedModel Model(SimulatedHost host, string kind, string key) =>
        host.Models.Find(key) is { } model && model.Kind == kind ? model : throw SocketRefusal.ModelNotFound(key, host);
}
