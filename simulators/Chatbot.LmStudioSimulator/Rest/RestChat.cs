using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary><c>POST /api/v1/chat</c>, whole or as named events: the one REST call that tells how far a load is.</summary>
internal static class RestChat
{
    public static async Task<IResult> HandleAsync(HttpContext context, SimulatedStudio studio, TimeProvider time, CancellationToken cancellationToken)
    {
        var (request, error) = RestChatRequest.Read(await SnakeCase.ReadAsync<JsonObject>(context));
        if (request is null) return error!;
        if (Model(request.Model, studio.Host) is not { } model) return RestError.NotFound($"Model '{request.Model}' not found.", "model");
        if (request.WrongReasoning(model) is { } wrong) return wrong;

        IReadOnlyList<(string, string)>? before = [];
        if (request.PreviousResponseId is { } previous && (before = studio.Host.Responses.Find(previous)) is null)
            return RestError.Invalid($"Response '{previous}' not found.", "invalid_value", "previous_response_id");

        var run = new RestChatRun(request, model, before, studio, time);
        return request.Stream ? new RestChatStream(run) : await WholeAsync(run, context, cancellationToken);
    }

    /// <summary>Of a loaded instance, or of a model that the request would load. No other one answers here.</summary>
    private static SimulatedModel? Model(string name, SimulatedHost host) =>
        host.Instances.FirstOrDefault(instance => instance.Model.IsLlm && (instance.Identifier == name || instance.Model.Key == name))?.Model
        ?? (host.Options.JustInTimeLoading && host.Models.Find(name) is { IsLlm: true } model ? model : null);

    private static async Task<IResult> WholeAsync(RestChatRun run, HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return SnakeCase.Result(await run.RunAsync((_, _) => ValueTask.CompletedTask, cancellationToken));
        }
        catch (Script.StreamCut)
        {
            context.Abort();
            return Results.Empty;
        }
        catch (HostRefusal refusal)
        {
            return RestError.LoadFailed(refusal.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SnakeCase.Result(RestChatRun.Unloaded, StatusCodes.Status500InternalServerError);
        }
    }
}
