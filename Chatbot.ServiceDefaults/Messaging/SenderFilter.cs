using MassTransit;

namespace Chatbot.ServiceDefaults.Messaging;

/// <summary>What its sender may not say reaches no consumer.</summary>
internal sealed class SenderFilter<T>(Senders senders) : IFilter<ConsumeContext<T>> where T : class
{
    public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        // Otherwise it would be kept as one that nobody takes.
        return senders.Admit(context, context.Message) ? next.Send(context) : context.NotifyConsumed(context, TimeSpan.Zero, nameof(SenderFilter<>));
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("sender");
}
