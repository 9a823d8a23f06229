namespace Chatbot.LmStudio.Rest;

/// <summary>A load where there is no WebSocket: no progress, no identifier of one's own, no TTL, and no way to stop it.</summary>
internal static class RestLoad
{
    public static async Task<LoadedInstance> RunAsync(RestV1 rest, LoadOptions load, CancellationToken cancellationToken)
    {
        // Dropping the request would not stop the load, only the sight of it: a cancelled one is waited for, then unloaded.
        var answer = await rest.LoadAsync(load, CancellationToken.None);
        var config = answer.Field("load_config") ?? default;
        var instance = new LoadedInstance(answer.Text("instance_id") ?? load.ModelKey, load.ModelKey, load.Kind, config.Int("context_length"), null, null)
        {
            Parallel = config.Int("parallel"),
        };
        if (!cancellationToken.IsCancellationRequested) return instance;
        await UnloadAsync(rest, instance.Id);
        throw new OperationCanceledException(cancellationToken);
    }

    private static async Task UnloadAsync(RestV1 rest, string instanceId)
    {
        try
        {
            await rest.UnloadAsync(instanceId, CancellationToken.None);
        }
        catch (LmStudioException)
        {
            // Nothing more can be done from here, and the next listing shows what is there.
        }
    }
}
