using System.Runtime.CompilerServices;
using Chatbot.Chat.Streaming;
using Chatbot.LmStudioAgent.Contracts;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>Routes a local model: picks the place, waits for its agent's admission, and sends the call there with the ticket.</summary>
internal sealed class AdmissionClient(IChatClient inner, Admission admission, HostTable hosts, LocalTarget target, ModelsOptions settings, TimeProvider time)
    : DelegatingChatClient(inner)
{
    private Exception? _unreachable;

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!hosts.FirstReport.IsCompleted)
        {
            yield return Say(new ModelStatus(ModelStatus.Queued));
            await FirstReportAsync(cancellationToken);
        }

        var person = options?.AdditionalProperties?[CallProperties.Person] as string ?? "";
        var places = hosts.Places(target);
        for (var at = 0; at < places.Count; at++)
        {
            var place = places[at];
            AdmissionGranted? granted = null;
            await using var events = admission.AskAsync(place, person, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(events, cancellationToken))
            {
                switch (events.Current)
                {
                    case AdmissionQueued queued: yield return Say(new(ModelStatus.Queued, queued.Position, queued.EtaSeconds, Host: place.Host)); break;
                    case AdmissionLoading loading: yield return Say(new(ModelStatus.Loading, Progress: Math.Round(loading.Progress, 2), Host: place.Host)); break;
                    case AdmissionRefused refused: throw new ModelCallException(refused.Message);
                    case AdmissionGranted ticket: granted = ticket; break;
                }

                if (granted is not null) break;
            }

            if (granted is null) continue;
            yield return Say(new ModelStatus(ModelStatus.Prompt, Host: place.Host));
            await foreach (var update in base.GetStreamingResponseAsync(messages, Call(options, place, granted), cancellationToken)) yield return update;
            yield break;
        }

        throw new ModelCallException(places.Count == 0
            ? "No LM Studio host that has this model is known right now. Please start LM Studio, or choose another model."
            : "The machine that has this model can't be reached. Please try again in a moment, or choose another model.", _unreachable);
    }

    private static ChatResponseUpdate Say(ModelStatus status) => new(ChatRole.Assistant, [new ModelStatusContent(status)]);

    private static ChatOptions Call(ChatOptions? options, Place place, AdmissionGranted granted)
    {
        var call = options?.Clone() ?? new ChatOptions();
        call.ModelId = granted.InstanceId;
        call.AdditionalProperties ??= [];
        call.AdditionalProperties[CallProperties.Endpoint] = new Uri(place.Agent, "v1/");
        call.AdditionalProperties[CallProperties.Ticket] = granted.Ticket;
        return call;
    }

    // False as well when the agent is not there: the next place is asked.
    private async Task<bool> NextAsync(IAsyncEnumerator<object> events, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _unreachable = exception;
            return false;
        }
    }

    private async Task FirstReportAsync(CancellationToken cancellationToken)
    {
        try
        {
            await hosts.FirstReport.WaitAsync(TimeSpan.FromSeconds(settings.FirstReportSeconds), time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Said below, with the places.
        }
    }
}
