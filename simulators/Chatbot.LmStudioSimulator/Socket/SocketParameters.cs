using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>Reads parameters as strictly as LM Studio does.</summary>
internal static class SocketParameters
{
    public static string RequireText(this JsonObject parameter, string field) =>
        parameter.OptionalText(field) ?? throw new SocketMismatch(field);

    public static string? OptionalText(this JsonObject parameter, string field) => parameter[field] switch
    {
        null => null,
        { } node when node.GetValueKind() == JsonValueKind.String => (string)node!,
        _ => throw new SocketMismatch(field),
    };

    public static JsonObject RequireObject(this JsonObject parameter, string field) =>
        parameter[field] as JsonObject ?? throw new SocketMismatch(field);

    /// <summary>At least 1 ms.</summary>
    public static TimeSpan? OptionalMilliseconds(this JsonObject parameter, string field) => parameter[field] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<long>(out var milliseconds) && milliseconds >= 1 => TimeSpan.FromMilliseconds(milliseconds),
        _ => throw new SocketMismatch(field),
    };

    /// <summary>The fields of all layers of a stack, <c>{"layers":[{"layerName","config":{"fields":[{"key","value"}]}}]}</c>.</summary>
    public static JsonArray ConfigFields(this JsonObject parameter, string stack)
    {
        var layers = parameter.RequireObject(stack)["layers"] as JsonArray ?? throw new SocketMismatch(stack);
        return [.. layers.SelectMany(layer => layer?["config"]?["fields"] as JsonArray ?? []).Select(field => field?.DeepClone())];
    }
}
