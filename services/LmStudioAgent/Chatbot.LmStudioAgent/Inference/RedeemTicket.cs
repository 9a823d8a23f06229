using System.Text.Json.Nodes;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Scheduling;
using Chatbot.LmStudioAgent.Studio;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Inference;

/// <summary>Redeems a ticket: one request to LM Studio, addressed to the ticket's instance, whose place is free again when it ends.</summary>
internal static class RedeemTicket
{
    public static async Task<IResult> HandleAsync(
        JsonObject body, HttpContext context, HostActor actor, TicketDesk tickets, StudioLink link, IHttpClientFactory http, IOptions<StudioOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var ticket = context.Request.Headers[AdmissionHeaders.Ticket].ToString();
        if (ticket.Length == 0) return ApiError.Conflict(Surfaces.Models, $"The header {AdmissionHeaders.Ticket} is missing: ask for admission first.");
        if (link.Current is not { } studio) return ApiError.Offline(Surfaces.Models, "LM Studio was not found yet.");
        if (await tickets.PresentAsync(ticket, actor, cancellationToken) is not { } instanceId)
            return ApiError.Conflict(Surfaces.Models, "The ticket was used already or has lapsed: ask for admission again.");

        var pace = new AnswerPace(time);
        using var heartbeat = new StudioHeartbeat(actor, options.Value.LostAfter, time, cancellationToken);
        try
        {
            body["model"] = instanceId;
            using var client = http.CreateClient(StudioLink.HttpClientName);
            using var request = StudioRequest.Create(studio.Client.Options, context.Request.Path.Value!.TrimStart('/'), body);
            // The caller's going cancels the request, and so the answer in LM Studio.
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, heartbeat.Token);
            return await AnswerRelay.RelayAsync(answer, instanceId, pace, heartbeat, context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && (exception is HttpRequestException || (exception is OperationCanceledException && heartbeat.IsLost)))
        {
            return ApiError.Offline(Surfaces.Models, "LM Studio does not answer on this host. Please try again in a moment.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Results.Empty;
        }
        finally
        {
            actor.Post(new InferenceEnded(ticket, pace.TokensPerSecond));
        }
    }
}
