using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Studio;
using MassTransit;

namespace Chatbot.LmStudioAgent.Messaging;

/// <summary>Hands commands to the actor and is done: nothing here waits for LM Studio.</summary>
internal sealed class CommandConsumer(HostActor actor, Inventory inventory)
    : IConsumer<LoadModel>, IConsumer<UnloadModel>, IConsumer<CancelOperation>, IConsumer<ReportInventory>
{
    public Task Consume(ConsumeContext<LoadModel> context)
    {
        var command = context.Message;
        TimeSpan? ttl = command.TtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        actor.Post(new LoadRequested(command.OperationId, command.ModelKey, ttl, command.Pinned, command.ContextLength));
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<UnloadModel> context)
    {
        var command = context.Message;
        actor.Post(new UnloadRequested(command.OperationId, command.ModelKey, command.InstanceId, command.Force));
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<CancelOperation> context)
    {
        actor.Post(new CancelRequested(context.Message.OperationId));
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<ReportInventory> context)
    {
        inventory.Wanted.Set();
        return Task.CompletedTask;
    }
}
