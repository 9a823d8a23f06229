using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.OpenAi;

internal static class OpenAiEndpoints
{
    public static void MapOpenAi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/models", List);
        routes.MapPost("/v1/chat/completions", ChatCompletion.HandleAsync);
        routes.MapPost("/v1/embeddings", Embeddings.HandleAsync);
    }

    // Not a list of what is loaded: with loading on request everything downloaded can be asked for.
    private static IResult List(SimulatedHost host)
    {
        var loaded = host.Instances.Select(instance => instance.Identifier);
        var ids = host.Options.JustInTimeLoading ? host.Models.Select(model => model.Key).Union(loaded) : loaded;
        return SnakeCase.Result(new { @object = "list", data = ids.Select(id => new { id, @object = "model", ownedBy = "organization_owner" }) });
    }
}
