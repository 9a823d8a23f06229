namespace Chatbot.LmStudio.Rest;

/// <summary>
/// The last resort of a load, on an LM Studio that has neither a WebSocket nor REST v1: a request of one token makes it
/// load the model just in time. It decides the context by itself, and may unload the model for the next one of the sort.
/// </summary>
internal static class JitLoad
{
    public static async Task<LoadedInstance> RunAsync(RestV0 rest, LoadOptions load, CancellationToken cancellationToken)
    {
        // What is loaded is not loaded again here, and keeps the TTL that it has. A key it does not know would be answered by whatever model is loaded.
        var entries = await rest.ModelsAsync(cancellationToken);
        if (!entries.Any(entry => entry.Text("id") == load.ModelKey)) throw new LmStudioException(LmStudioFailure.ModelNotFound, $"LM Studio has no model {load.ModelKey}.");

        if (V0Models.Loaded(entries).FirstOrDefault(instance => instance.Id == load.ModelKey) is { } before) return before;

        var answer = await rest.TouchAsync(load, cancellationToken);
        if (answer.Text("model") is { } model && model != load.ModelKey)
            throw new LmStudioException(LmStudioFailure.WrongModel, $"LM Studio did not load {load.ModelKey}, but let {model} answer. Loading on demand may be switched off there.");
        var loaded = V0Models.Loaded(await rest.ModelsAsync(cancellationToken)).FirstOrDefault(instance => instance.Id == load.ModelKey)
            ?? throw new LmStudioException(LmStudioFailure.LoadFailed, $"LM Studio answered, but does not have {load.ModelKey} in memory.");
        return loaded with { Kind = load.Kind, Ttl = load.JitTtl ?? load.Ttl };
    }
}
