using System.Collections.Concurrent;
using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Admissions;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Inference;
using Chatbot.LmStudioAgent.Messaging;
using Chatbot.LmStudioAgent.Scheduling;
using Chatbot.LmStudioAgent.Studio;

namespace Chatbot.LmStudioAgent.Hosts;

/// <summary>Does what was decided. Nothing here is awaited by the actor; what comes of it is posted back as an event.</summary>
internal sealed partial class HostEffects(
    StudioLink link, AdmissionDesk admissions, TicketDesk tickets, OutgoingEvents outgoing, Downloads downloads, ILogger<HostEffects> logger)
{
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _loads = [];

    public void Run(HostEffect effect, HostActor actor)
    {
        switch (effect)
        {
            case StartLoad load:
                var stop = _loads[load.Number] = new CancellationTokenSource();
                _ = LoadAsync(load, actor, stop);
                break;
            case CancelLoad cancel:
                if (_loads.TryGetValue(cancel.Number, out var running)) _ = running.CancelAsync();
                break;
            case EstimateLoad estimate:
                _ = EstimateAsync(estimate, actor);
                break;
            case StartDownload download:
                downloads.Start(download, actor);
                break;
            case CancelDownload cancel:
                downloads.Cancel(cancel.OperationId, actor);
                break;
            case StartUnload unload:
                _ = UnloadAsync(unload, actor);
                break;
            case TellAdmission tell:
                admissions.Tell(tell.AdmissionId, tell.Update);
                break;
            case AnswerTicket answer:
                tickets.Answer(answer.RequestId, answer.InstanceId);
                break;
            case Announce announce:
                outgoing.Add(announce.Message);
                break;
            case ListInstances:
                link.Look.Set();
                break;
        }
    }

    private async Task LoadAsync(StartLoad load, HostActor actor, CancellationTokenSource stop)
    {
        // Off the actor's loop before anything that may take its time.
        await Task.Yield();
        actor.Post(await AttemptAsync(load, actor, stop.Token));
        // Not disposed: a cancel may just now be on its way to it, and there is no timer in it.
        _loads.TryRemove(load.Number, out _);
    }

    private async Task<HostEvent> AttemptAsync(StartLoad load, HostActor actor, CancellationToken stop)
    {
        if (link.Current?.Client is not { } client)
            return new LoadFailed(load.Number, FailureReasons.LmStudioUnreachable, "LM Studio was not found yet.");
        try
        {
            LogLoad(load.Options.ModelKey);
            var instance = await client.LoadModelAsync(load.Options, progress => actor.Post(new LoadProgressed(load.Number, progress)), stop);
            return new LoadSucceeded(load.Number, instance);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new LoadCancelled(load.Number);
        }
        catch (LmStudioException exception)
        {
            LogLoadFailed(load.Options.ModelKey, exception.Message);
            return new LoadFailed(load.Number, Reasons.Of(exception.Failure), Sentences.Of(exception));
        }
        catch (Exception exception)
        {
            LogUnexpected(exception);
            return new LoadFailed(load.Number, FailureReasons.LoadFailed, "The model could not be loaded because of a fault in the agent.");
        }
    }

    private async Task EstimateAsync(EstimateLoad wanted, HostActor actor)
    {
        await Task.Yield();
        MemoryEstimate? estimate = null;
        try
        {
            if (link.Current?.Client is { } client)
                estimate = await client.EstimateAsync(new LoadOptions(wanted.Load.ModelKey, wanted.Kind, ContextLength: wanted.Load.ContextLength), CancellationToken.None);
        }
        catch (LmStudioException exception)
        {
            LogNoEstimate(wanted.Load.ModelKey, exception.Message);
        }
        catch (Exception exception)
        {
            LogUnexpected(exception);
        }

        actor.Post(new LoadEstimated(wanted.Load, estimate?.TotalBytes, estimate?.Confident ?? false));
    }

    private async Task UnloadAsync(StartUnload unload, HostActor actor)
    {
        await Task.Yield();
        try
        {
            if (link.Current?.Client is { } client) await client.UnloadAsync(unload.InstanceId, unload.Kind, CancellationToken.None);
            actor.Post(new UnloadSucceeded(unload.InstanceId));
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.InstanceNotFound)
        {
            actor.Post(new UnloadSucceeded(unload.InstanceId));
        }
        catch (LmStudioException exception)
        {
            LogUnloadFailed(unload.InstanceId, exception.Message);
            actor.Post(new UnloadFailed(unload.InstanceId, Reasons.Of(exception.Failure), Sentences.Of(exception)));
        }
        catch (Exception exception)
        {
            LogUnexpected(exception);
            actor.Post(new UnloadFailed(unload.InstanceId, FailureReasons.LmStudioRefused, "The model could not be unloaded because of a fault in the agent."));
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "LM Studio gives no estimate for {Model}, so its size counts: {Reason}")]
    private partial void LogNoEstimate(string model, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Loading {Model}.")]
    private partial void LogLoad(string model);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Model} could not be loaded: {Reason}")]
    private partial void LogLoadFailed(string model, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Instance} could not be unloaded: {Reason}")]
    private partial void LogUnloadFailed(string instance, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A fault while loading or unloading.")]
    private partial void LogUnexpected(Exception exception);
}
