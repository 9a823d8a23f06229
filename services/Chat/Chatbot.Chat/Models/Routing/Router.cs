using Chatbot.Chat.Conversations;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Models.Routing;

/// <summary>What every routed request needs of this replica.</summary>
internal sealed class Router(
    HostTable hosts, Routes routes, Admission admission, ConversationPlaces places, IOptions<ModelsOptions> options, TimeProvider time)
{
    /// <summary>Some host has reported.</summary>
    public bool IsReady => hosts.FirstReport.IsCompleted;

    /// <summary>Waits for the first report for as long as that is no outage.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await hosts.FirstReport.WaitAsync(TimeSpan.FromSeconds(options.Value.FirstReportSeconds), time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Said by the race, which finds no place.
        }
    }

    /// <summary>Where the conversation was answered last; not looked up where there is no choice.</summary>
    public async Task<PlaceName?> PrefixAsync(LocalTarget target, ConversationId? conversation) =>
        conversation is { } id && routes.Ranked(target, null).Count > 1 ? await places.FindAsync(id) : null;

    public AdmissionRace Race(LocalTarget target, AskTerms terms) => new(routes, target, terms, time);

    public OpenAsks Asks(AskTerms terms) => new(admission, terms, routes.Failures, time);

    public void Answering(ConversationId? conversation, Place place)
    {
        if (conversation is { } id) _ = places.RememberAsync(id, place);
    }
}
