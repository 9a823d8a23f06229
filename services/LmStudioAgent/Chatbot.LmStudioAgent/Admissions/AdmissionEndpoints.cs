namespace Chatbot.LmStudioAgent.Admissions;

internal static class AdmissionEndpoints
{
    public static void MapAdmissions(this IEndpointRouteBuilder app) =>
        app.MapPost("/admissions", RequestAdmission.HandleAsync)
            .WithName("RequestAdmission")
            .WithSummary("A place on an instance of a model: a stream of queued and loading, ended by granted or refused.");
}
