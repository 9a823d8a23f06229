using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.Chat.Conversations;

/// <summary>The discriminator is <c>type</c>; a tool's has the tool's name in it, <c>tool-getWeather</c>, which no attribute can say.</summary>
internal sealed class MessagePartConverter : JsonConverter<MessagePart>
{
    private const string Tool = "tool-";

    public override MessagePart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var part = json.RootElement;
        return part.GetProperty("type").GetString() switch
        {
            "text" => new TextPart(Text(part, "text")),
            "reasoning" => new ReasoningPart(Text(part, "text")),
            "file" => new FilePart(Text(part, "mediaType"), Text(part, "name"), Text(part, "url")),
            { } type when type.StartsWith(Tool, StringComparison.Ordinal) => ReadTool(type[Tool.Length..], part, options),
            var type => throw new JsonException($"'{type}' is not a part of a message."),
        };
    }

    public override void Write(Utf8JsonWriter writer, MessagePart value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case TextPart text:
                Write(writer, ("type", "text"), ("text", text.Text));
                break;
            case ReasoningPart reasoning:
                Write(writer, ("type", "reasoning"), ("text", reasoning.Text));
                break;
            case FilePart file:
                Write(writer, ("type", "file"), ("mediaType", file.MediaType), ("name", file.Name), ("url", file.Url));
                break;
            case ToolPart tool:
                WriteTool(writer, tool, options);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter writer, ToolPart tool, JsonSerializerOptions options)
    {
        Write(writer, ("type", Tool + tool.Tool), ("toolCallId", tool.ToolCallId), ("state", tool.State));
        writer.WritePropertyName("input");
        tool.Input.WriteTo(writer);
        if (tool.Output is { } output)
        {
            writer.WritePropertyName("output");
            output.WriteTo(writer);
        }

        if (tool.ErrorText is not null) writer.WriteString("errorText", tool.ErrorText);
        if (tool.Approval is null) return;
        writer.WritePropertyName("approval");
        JsonSerializer.Serialize(writer, tool.Approval, options);
    }

    private static ToolPart ReadTool(string tool, JsonElement part, JsonSerializerOptions options) => new(
        tool,
        Text(part, "toolCallId"),
        Text(part, "state"),
        part.GetProperty("input").Clone(),
        part.TryGetProperty("output", out var output) ? output.Clone() : null,
        part.TryGetProperty("errorText", out var error) ? error.GetString() : null,
        part.TryGetProperty("approval", out var approval) ? approval.Deserialize<ToolApproval>(options) : null);

    private static string Text(JsonElement part, string name) => part.GetProperty(name).GetString()!;

    private static void Write(Utf8JsonWriter writer, params ReadOnlySpan<(string Name, string Value)> properties)
    {
        foreach (var (name, value) in properties) writer.WriteString(name, value);
    }
}
