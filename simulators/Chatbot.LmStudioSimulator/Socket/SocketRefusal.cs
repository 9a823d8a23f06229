using System.Text.Json.Serialization;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>What a client is told where a call or channel fails: <c>{title, cause?, suggestion?, displayData?}</c>.</summary>
internal sealed record SocketError(
    string Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cause = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] object? DisplayData = null);

internal sealed class SocketRefusal(SocketError error) : Exception(error.Title)
{
    public SocketError Error { get; } = error;

    public static SocketRefusal ModelNotFound(string key, SimulatedHost host) => new(new SocketError(
        $"Cannot find a model with path \"{key}\".",
        DisplayData: new
        {
            code = "generic.pathNotFound",
            path = key,
            availablePathsSample = host.Models.Select(model => model.Key),
            totalModels = host.Models.Count,
        }));

    public static SocketRefusal IdentifierNotFound(string identifier) => new(new SocketError(
        $"Cannot find a loaded model with the identifier \"{identifier}\".",
        DisplayData: new { code = "generic.identifierNotFound", identifier }));

    public static SocketRefusal NoneMatches(object query, IReadOnlyList<SimulatedInstance> loaded) => new(new SocketError(
        "No loaded model satisfies the query.",
        DisplayData: new
        {
            code = "generic.noModelMatchingQuery",
            query,
            loadedModelsSample = loaded.Select(instance => instance.Identifier),
            totalLoadedModels = loaded.Count,
        }));

    public static SocketRefusal Unloaded() =>
        new(new SocketError("The model has been unloaded.", DisplayData: new { code = "generic.specificModelUnloaded" }));
}
