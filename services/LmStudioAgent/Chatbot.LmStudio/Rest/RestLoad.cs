namespace Chatbot.LmStudio.Rest;

/// <summary>A load where there is no WebSocket: no progress, no identifier of one's own, no TTL, and no way to stop it.</summary>
internal static class RestLoad
{
    public static async Task<LoadedInstance> RunAsync(RestV1 rest, LoadOptions load, CancellationToken cancellationToken)
    {
        // Dropping the request would not stop the load, only the sight of it: a cancelled one is waited for, then unloaded.
        var answer = await rest.LoadAsync(load.ModelKey, load.ContextLength, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        var contextLength = answer.Field("load_config")?.Int("context_length");
        return new LoadedInstance(answer.Text("instance_id") ?? load.ModelKey, load.ModelKey, load.Kind, contextLength, null, null);
    }
}
