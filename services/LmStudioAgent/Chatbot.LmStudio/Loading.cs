using Chatbot.LmStudio.Rest;
using Chatbot.LmStudio.Sockets;

namespace Chatbot.LmStudio;

/// <summary>A load by whatever way there is, and the cleaning up after one that was given up.</summary>
internal sealed class Loading(LmStudioClient client, SocketLoad socket, RestV1 v1, RestV0 v0, TimeProvider time)
{
    public async Task<LoadedInstance> RunAsync(LoadOptions load, Action<double>? progressed, CancellationToken cancellationToken)
    {
        load.Check();
        var before = await client.ListLoadedAsync(cancellationToken);
        var named = load.Identifier is not null;
        try
        {
            var loaded = await Fallback.FirstAsync(
                () => socket.RunAsync(load, progressed, cancellationToken),
                () => Unnamed(() => RestLoad.RunAsync(v1, load, cancellationToken)),
                () => Unnamed(() => JitLoad.RunAsync(v0, load, cancellationToken)));
            return await WithGrantedAsync(loaded, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or LmStudioException { Failure: LmStudioFailure.TimedOut })
        {
            await UnloadNewAsync(instance => named ? instance.Id == load.Identifier : instance.ModelKey == load.ModelKey && before.All(known => known.Id != instance.Id));
            throw;
        }

        Task<LoadedInstance> Unnamed(Func<Task<LoadedInstance>> way)
        {
            named = false;
            return way();
        }
    }

    /// <summary>LM Studio may grant another context than it was asked for: where it does not say at once, it is looked up.</summary>
    private async Task<LoadedInstance> WithGrantedAsync(LoadedInstance loaded, CancellationToken cancellationToken)
    {
        if (loaded.ContextLength is not null && (loaded.Parallel is not null || loaded.Kind == ModelKind.Embedding)) return loaded;
        try
        {
            var listed = (await client.ListLoadedAsync(cancellationToken)).FirstOrDefault(instance => instance.Id == loaded.Id);
            return listed is null ? loaded : loaded with { ContextLength = loaded.ContextLength ?? listed.ContextLength, Parallel = loaded.Parallel ?? listed.Parallel };
        }
        catch (LmStudioException)
        {
            // It is loaded all the same.
            return loaded;
        }
    }

    private async Task UnloadNewAsync(Func<LoadedInstance, bool> isOurs)
    {
        using var deadline = new CancellationTokenSource(client.Options.CallTimeout, time);
        try
        {
            foreach (var instance in (await client.ListLoadedAsync(deadline.Token)).Where(isOurs)) await client.UnloadAsync(instance.Id, instance.Kind, deadline.Token);
        }
        catch (Exception exception) when (exception is LmStudioException or OperationCanceledException)
        {
            // It cannot be reached: nothing more can be done from here, and the next listing shows what is there.
        }
    }
}
