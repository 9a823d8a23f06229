using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary>LM Studio's own REST interface, <c>/api/v1</c>.</summary>
internal static class RestV1Endpoints
{
    private static readonly Dictionary<string, JsonValueKind[]> Unload = new() { ["instance_id"] = [JsonValueKind.String] };

    public static void MapRestV1(this IEndpointRouteBuilder root)
    {
        var routes = root.MapGroup("").AddEndpointFilter(async (invocation, next) =>
            invocation.HttpContext.Studio().Host.Features.RestV1 ? await next(invocation) : Simulator.Unexpected(invocation.HttpContext));
        routes.MapGet("/api/v1/models", (SimulatedHost host) => SnakeCase.Result(new { models = host.Models.Select(model => RestModel.Of(model, host)) }));
        routes.MapPost("/api/v1/models/load", RestLoad.HandleAsync);
        routes.MapPost("/api/v1/models/unload", UnloadAsync);
        routes.MapPost("/api/v1/chat", RestChat.HandleAsync);
        routes.MapPost("/api/v1/models/download", RestDownload.StartAsync);
        routes.MapGet("/api/v1/models/download/status/{job}", RestDownload.Status);
    }

    private static async Task<IResult> UnloadAsync(HttpContext context, SimulatedHost host)
    {
        var body = await SnakeCase.ReadAsync<JsonObject>(context);
        if (RestBody.Check(body, Unload, "instance_id") is { } error) return error;
        var identifier = (string)body!["instance_id"]!;
        return host.Unload(identifier)
            ? SnakeCase.Result(new { instanceId = identifier })
            : RestError.NotFound($"No loaded instance has the id '{identifier}'.", "instance_id");
    }
}
