using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Chatbot.LmStudioSimulator.Faults;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Control;

/// <summary>Not LM Studio's: how one sees that no real machine stands behind these answers, what has happened, and how one makes it fail.</summary>
internal static class ControlEndpoints
{
    public const string Root = "/simulator";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup(Root);
        control.MapGet("", (SimulatedStudio studio, SimulatedHosts hosts) => HostStatus.Of(studio.Host, hosts));
        control.MapGet("faults", (SimulatedStudio studio) => Faults(studio.Host));
        control.MapPut("faults", SetFaultsAsync);
        control.MapDelete("faults", (SimulatedStudio studio) => Set(studio.Host, new FaultSet()));
        control.MapPost("restart", Restart);
    }

    private static async Task<IResult> SetFaultsAsync(HttpContext context, SimulatedStudio studio)
    {
        try
        {
            var set = await JsonSerializer.DeserializeAsync<FaultSet>(context.Request.Body, Json, context.RequestAborted);
            return set?.Errors().ToList() switch
            {
                null => Wrong(["The body must be a JSON object."]),
                { Count: > 0 } errors => Wrong(errors),
                _ => Set(studio.Host, set),
            };
        }
        catch (JsonException exception)
        {
            return Wrong([exception.Message]);
        }
    }

    private static IResult Set(SimulatedHost host, FaultSet set)
    {
        host.Faults.Set(set);
        if (host.Faults.Look(faults => faults.Refuse) is not null) host.Connections.DropSockets();
        return Faults(host);
    }

    /// <summary>What is used up is left out.</summary>
    private static IResult Faults(SimulatedHost host)
    {
        var set = JsonSerializer.SerializeToNode(host.Faults.Current, Json)!.AsObject();
        var left = set.Where(fault => (int?)fault.Value!["times"] != 0).Select(fault => KeyValuePair.Create(fault.Key, fault.Value?.DeepClone()));
        return Results.Json(new JsonObject(left));
    }

    private static IResult Restart(HttpContext context, SimulatedStudio studio)
    {
        context.Response.Headers.Connection = "close";
        studio.Host.Restart(context.Connection.Id);
        return Results.NoContent();
    }

    private static IResult Wrong(IReadOnlyList<string> errors) => Results.Json(new { errors }, statusCode: StatusCodes.Status400BadRequest);
}
