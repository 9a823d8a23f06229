using System.ComponentModel.DataAnnotations;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Models;

/// <summary><c>GET /api/models/estimate?model=&amp;host=&amp;contextLength=</c>: what a load would take, and what it would displace, on each host that has the model.</summary>
internal static class EstimateModel
{
    public static async Task<IResult> HandleAsync(
        [Required, StringLength(500)] string model,
        string? host,
        [Range(1, 100_000_000)] int? contextLength,
        Fleet fleet,
        CurrentUser user,
        AgentEstimates agents,
        CancellationToken cancellationToken)
    {
        var (error, key, hosts) = Placement.Find(fleet, model, host);
        if (error is { Type: ErrorTypes.BadRequest }) return error;
        if (!user.MayUse(model)) return ApiError.Forbidden(Surfaces.Models);
        if (error is not null) return error;

        return Results.Ok(await Task.WhenAll(hosts.Select(having => agents.AskAsync(having, key, contextLength, cancellationToken))));
    }
}
