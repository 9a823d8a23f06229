using Chatbot.LmStudioAgent.Catalog;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Scheduling;
using Chatbot.LmStudioAgent.Studio;
using MassTransit;

namespace Chatbot.LmStudioAgent.Messaging;

/// <summary>Hands commands to the actor and is done: nothing here waits for LM Studio. What was meant for an earlier agent of the host is left: it comes again.</summary>
internal sealed class CommandConsumer(HostActor actor, AgentProcess process, Inventory inventory)
    : IConsumer<LoadModel>, IConsumer<UnloadModel>, IConsumer<DownloadModel>, IConsumer<CancelOperation>, IConsumer<ConfigureHost>, IConsumer<ReportInventory>
{
    public Task Consume(ConsumeContext<LoadModel> context)
    {
        var command = context.Message;
        TimeSpan? ttl = command.TtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return TakeAsync(command.Epoch, new LoadRequested(command.OperationId, command.ModelKey, ttl, command.Pinned, command.ContextLength) { Unpin = command.Unpin });
    }

    public Task Consume(ConsumeContext<UnloadModel> context)
    {
        var command = context.Message;
        return TakeAsync(command.Epoch, new UnloadRequested(command.OperationId, command.ModelKey, command.InstanceId, command.Force));
    }

    public Task Consume(ConsumeContext<DownloadModel> context)
    {
        var command = context.Message;
        return TakeAsync(command.Epoch, new DownloadRequested(command.OperationId, command.Model, command.Quantization));
    }

    public Task Consume(ConsumeContext<CancelOperation> context) => TakeAsync(context.Message.Epoch, new CancelRequested(context.Message.OperationId));

    public Task Consume(ConsumeContext<ConfigureHost> context) => TakeAsync(0, new Configured(context.Message.Configuration));

    public Task Consume(ConsumeContext<ReportInventory> context)
    {
        inventory.Wanted.Set();
        return Task.CompletedTask;
    }

    private Task TakeAsync(long epoch, HostEvent wanted)
    {
        // Before the catalog has given this process its epoch, what waits in the queue was meant for another, and may be long past.
        if (epoch == 0 || (process.IsConnected && epoch >= process.Epoch)) actor.Post(wanted);
        return Task.CompletedTask;
    }
}
