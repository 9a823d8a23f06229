using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.OpenAi;
using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>The calls that the namespaces <c>llm</c> and <c>embedding</c> share.</summary>
internal static class ModelCalls
{
    public static void Add(SocketNamespace endpoints, SimulatedHost host, string kind)
    {
        endpoints.Rpcs["listLoaded"] = (_, _) => SocketNamespace.Done(Loaded(host, kind).Select(instance => SocketInstanceInfo.Of(instance, host)));
        endpoints.Rpcs["getModelInfo"] = (parameter, _) => SocketNamespace.Done(Find(parameter, host, kind) is { } instance ? SocketInstanceInfo.Of(instance, host) : null);
        endpoints.Rpcs["getLoadConfig"] = (parameter, _) => SocketNamespace.Done(LoadConfig(Specified(parameter, "specifier", host, kind)));
        endpoints.Rpcs["getBasePredictionConfig"] = (_, _) => SocketNamespace.Done(new { fields = Array.Empty<object>() });
        if (host.Features.ProcessingState)
        {
            endpoints.Rpcs["getInstanceProcessingState"] = (parameter, _) =>
                SocketNamespace.Done(Find(parameter, host, kind) is { State: var (status, queued, _) } ? new { status, queued } : null);
        }

        endpoints.Rpcs["unloadModel"] = (parameter, _) =>
        {
            var identifier = parameter.RequireText("identifier");
            return host.Unload(identifier) ? SocketNamespace.Done(null) : throw SocketRefusal.IdentifierNotFound(identifier);
        };
        if (host.Features.Estimates) endpoints.Rpcs["estimateModelUsage"] = (parameter, _) => SocketNamespace.Done(Estimate(parameter, host));
        endpoints.Rpcs["tokenize"] = (parameter, _) => SocketNamespace.Done(new { tokens = Tokens(parameter, host, kind).Select((_, index) => index) });
        endpoints.Rpcs["countTokens"] = (parameter, _) => SocketNamespace.Done(new { tokenCount = Tokens(parameter, host, kind).Count() });
        if (kind == SimulatedModel.Embedding) endpoints.Rpcs["embedString"] = (parameter, cancellationToken) => EmbedAsync(parameter, host, cancellationToken);
    }

    /// <summary>What <c>{"type":"query","query":{...}}</c> or <c>{"type":"instanceReference",...}</c> means, or a refusal.</summary>
    public static SimulatedInstance Specified(JsonObject parameter, string field, SimulatedHost host, string kind)
    {
        var specifier = parameter.RequireObject(field);
        var loaded = Loaded(host, kind);
        if (specifier.RequireText("type") == "instanceReference")
        {
            var reference = specifier.RequireText("instanceReference");
            return loaded.FirstOrDefault(instance => instance.Reference == reference) ?? throw SocketRefusal.Unloaded();
        }

        var query = specifier.RequireObject("query");
        var (identifier, path, vision) = (query.OptionalText("identifier"), query.OptionalText("path"), (bool?)query["vision"]);
        return loaded.FirstOrDefault(instance =>
                (identifier is null || instance.Identifier == identifier)
                && (path is null || instance.Model.Path == path || instance.Model.Key == path)
                && (vision is null || instance.Model.Vision == vision))
            ?? throw SocketRefusal.NoneMatches(query, loaded);
    }

    public static object LoadConfig(SimulatedInstance instance)
    {
        var key = $"{instance.Model.Kind}.load.contextLength";
        var fields = (instance.Settings.Fields ?? []).Where(field => (string?)field?["key"] != key).Select(field => field?.DeepClone());
        return new { fields = new JsonArray([new JsonObject { ["key"] = key, ["value"] = instance.ContextLength }, .. fields]) };
    }

    private static IReadOnlyList<SimulatedInstance> Loaded(SimulatedHost host, string kind) =>
        [.. host.Instances.Where(instance => instance.Model.Kind == kind)];

    private static SimulatedInstance? Find(JsonObject parameter, SimulatedHost host, string kind)
    {
        try
        {
            return Specified(parameter, "specifier", host, kind);
        }
        catch (SocketRefusal) when ((bool?)parameter["throwIfNotFound"] == false)
        {
            return null;
        }
    }

    private static object Estimate(JsonObject parameter, SimulatedHost host)
    {
        var key = parameter.RequireText("modelKey");
        var model = host.Models.Find(key) ?? throw SocketRefusal.ModelNotFound(key, host);
        var estimate = MemoryEstimate.Of(model, parameter.ConfigFields("loadConfigStack").LoadSettings(model.Kind));
        return new
        {
            memory = new
            {
                confidence = "high",
                modelVramBytes = estimate.ModelVramBytes,
                contextVramBytes = estimate.ContextVramBytes,
                totalVramBytes = estimate.TotalVramBytes,
                modelBytes = estimate.ModelBytes,
                contextBytes = estimate.ContextBytes,
                totalBytes = estimate.TotalBytes,
            },
            passesGuardrails = host.Memory.Fits(estimate),
        };
    }

    private static IEnumerable<string> Tokens(JsonObject parameter, SimulatedHost host, string kind)
    {
        Specified(parameter, "specifier", host, kind);
        return Tokenizer.Split(parameter.RequireText("inputString"));
    }

    private static async ValueTask<object?> EmbedAsync(JsonObject parameter, SimulatedHost host, CancellationToken cancellationToken)
    {
        var instance = Specified(parameter, "modelSpecifier", host, SimulatedModel.Embedding);
        using var work = await instance.EnterAsync(SimulatedInstance.ComputingEmbedding, cancellationToken);
        work.End = WorkEnd.Completed;
        return new { embedding = Embeddings.Vector(parameter.RequireText("inputString")) };
    }
}
