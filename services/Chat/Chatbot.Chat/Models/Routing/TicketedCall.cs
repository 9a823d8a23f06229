using Chatbot.LmStudioAgent.Contracts;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models.Routing;

/// <summary>The options of a call that redeems a ticket.</summary>
internal static class TicketedCall
{
    public static ChatOptions Options(ChatOptions? options, Place place, AdmissionGranted granted)
    {
        var call = options?.Clone() ?? new ChatOptions();
        call.ModelId = granted.InstanceId;
        call.AdditionalProperties ??= [];
        call.AdditionalProperties[CallProperties.Endpoint] = new Uri(place.Agent, "v1/");
        call.AdditionalProperties[CallProperties.Host] = place.Host;
        call.AdditionalProperties[CallProperties.Ticket] = granted.Ticket;
        call.AdditionalProperties[CallProperties.ContextLength] = granted.ContextLength;
        return call;
    }
}
