namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>How LM Studio finds the instance for a request that only names a model, and loads it where there is none.</summary>
internal static class JustInTime
{
    /// <summary>
    /// An instance's identifier, else the oldest instance of that model, else a load of it. For chat a name that is not
    /// known is answered by the one loaded model (LM Studio says nothing of it), and refused where there are several.
    /// </summary>
    public static async Task<SimulatedInstance> ResolveAsync(
        this SimulatedHost host, string? name, string kind, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var loaded = host.Instances.Where(instance => instance.Model.Kind == kind).ToList();
        if (host.FindLoaded(name, kind) is { } match) return match;

        if (host.Options.JustInTimeLoading && name is not null && host.Models.Find(name) is { } model && model.Kind == kind)
        {
            EvictOthers(host, model);
            return await host.LoadAsync(model, new LoadSettings(TimeToLive: timeToLive, JustInTime: true), null, cancellationToken);
        }

        return loaded switch
        {
            [var only] when kind == SimulatedModel.Llm => only,
            [] => throw new HostRefusal(RefusalKind.NoModelLoaded, "No models loaded. Please load a model in the developer page or use the 'lms load' command."),
            _ => throw new HostRefusal(RefusalKind.AmbiguousModel, $"Invalid model identifier \"{name}\". Please specify a valid downloaded model."),
        };
    }

    /// <summary>At most one model stays that was loaded by a request; a running answer does not protect it.</summary>
    public static IReadOnlyList<SimulatedInstance> EvictOthers(SimulatedHost host, SimulatedModel model) =>
        [.. host.Instances.Where(instance => instance.Settings.JustInTime && instance.Model.Key != model.Key && host.Unload(instance.Identifier))];
}
