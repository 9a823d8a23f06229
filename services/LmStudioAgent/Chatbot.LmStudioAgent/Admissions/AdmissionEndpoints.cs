using System.ComponentModel.DataAnnotations;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Scheduling;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Chatbot.LmStudioAgent.Admissions;

internal static class AdmissionEndpoints
{
    public static void MapAdmissions(this IEndpointRouteBuilder app)
    {
        app.MapPost("/admissions", RequestAdmission.HandleAsync)
            .WithName("RequestAdmission")
            .WithSummary("A place on an instance of a model: a stream of queued and loading, ended by granted or refused.");
        app.MapDelete("/admissions/{ticket}", GiveBack)
            .WithName("GiveTicketBack")
            .WithSummary("The place of a ticket that was not used is free at once; any other ticket is left as it is.");
    }

    private static NoContent GiveBack([StringLength(100)] string ticket, HostActor actor)
    {
        actor.Post(new AdmissionClosed(ticket));
        return TypedResults.NoContent();
    }
}
