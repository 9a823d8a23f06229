
namespace Chatbot.LmStudioAgent.Estimates;

internal static class EstimateEndpoints
{
    public static void MapEstimates(this IEndpointRouteBuilder app) =>
        app.MapGet("/estimate", GetEstimate.HandleAsync)
            .WithName("GetEstimate")
            .WithSummary("What a load would take on this host, and what would have to go for it.");
}
