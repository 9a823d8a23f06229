using System.Text.Json;

namespace Chatbot.LmStudio.Sockets;

/// <summary>What newer LM Studios say of memory, hardware and work in progress; null where this one does not.</summary>
internal sealed class SocketEstimates(SocketNamespaces sockets, LmStudioOptions options)
{
    public async Task<MemoryEstimate?> EstimateAsync(LoadOptions load, CancellationToken cancellationToken)
    {
        var parameter = new { modelKey = load.ModelKey, loadConfigStack = LoadConfig.For(load) };
        var answer = await AskAsync(SocketNamespaces.Of(load.Kind), "estimateModelUsage", parameter, options.CallTimeout, cancellationToken);
        if (answer?.Field("memory") is not { } memory || memory.Long("totalBytes") is not { } total) return null;
        return new MemoryEstimate(total, memory.Long("totalVramBytes") ?? 0, memory.Text("confidence") == "high", answer.Value.Field("passesGuardrails") is not { ValueKind: JsonValueKind.False });
    }

    public async Task<InstanceActivity?> ActivityAsync(string instanceId, ModelKind kind, CancellationToken cancellationToken)
    {
        var parameter = new { specifier = new { type = "query", query = new { identifier = instanceId } }, throwIfNotFound = true };
        var answer = await FindAsync(() => AskAsync(SocketNamespaces.Of(kind), "getInstanceProcessingState", parameter, options.CallTimeout, cancellationToken));
        return answer?.Text("status") is { } status ? new InstanceActivity(status, answer.Value.Int("queued") ?? 0) : null;
    }

    /// <summary>By the engines in use; by all that are installed where none is.</summary>
    public async Task<HardwareSurvey?> SurveyAsync(CancellationToken cancellationToken)
    {
        var selected = await SurveyAsync("selected", cancellationToken);
        return selected is not { } given || given.Items("engines").Any() ? SocketHardware.Of(selected) : SocketHardware.Of(await SurveyAsync("all", cancellationToken));
    }

    private Task<JsonElement?> SurveyAsync(string scope, CancellationToken cancellationToken) =>
        AskAsync(SocketNamespaces.Runtime, "surveyHardware", new { type = scope }, options.SurveyTimeout, cancellationToken);

    private async Task<JsonElement?> AskAsync(string name, string endpoint, object parameter, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await sockets.CallAsync(name, endpoint, parameter, cancellationToken, timeout);
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.Unsupported)
        {
            return null;
        }
    }

    // A query for an instance that finds nothing is answered as one for a model.
    private static async Task<JsonElement?> FindAsync(Func<Task<JsonElement?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (LmStudioException exception) when (exception.Failure == LmStudioFailure.ModelNotFound)
        {
            throw new LmStudioException(LmStudioFailure.InstanceNotFound, exception.Message, exception);
        }
    }
}
