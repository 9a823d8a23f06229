using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// Counts what an answer costs and how fast it comes. Who asks gets it as the last content, and at any time, after a failure
/// too, by <c>GetService&lt;UsageMeter&gt;()</c>. For one answer.
/// </summary>
internal sealed class MeteringClient(IChatClient inner, UsageMeter meter) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        meter.Ask(prompt);
        await foreach (var update in base.GetStreamingResponseAsync(prompt, options, cancellationToken))
        {
            meter.Hear(update);
            yield return update;
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [new MeasuredUsageContent(meter.Usage)]);
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(UsageMeter) ? meter : base.GetService(serviceType, serviceKey);
}
