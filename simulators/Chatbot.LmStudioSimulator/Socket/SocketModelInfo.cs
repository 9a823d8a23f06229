using System.Text.Json.Serialization;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>A downloaded model as the WebSocket interface shows it.</summary>
internal record SocketModelInfo(SimulatedModel Model)
{
    [JsonIgnore]
    public SimulatedModel Model { get; } = Model;

    public string Type => Model.Kind;

    public string ModelKey => Model.Key;

    public string Format { get; } = "gguf";

    public string DisplayName => Model.DisplayName;

    public string Publisher => Model.Publisher;

    public string Path => Model.Path;

    public long SizeBytes => Model.SizeBytes;

    public string IndexedModelIdentifier => Model.Path;

    /// <summary>Null is this machine.</summary>
    public string? DeviceIdentifier { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ParamsString => Model.Parameters;

    public string Architecture => Model.Architecture;

    public object Quantization => new { name = Model.Quantization, bits = Model.Bits };

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Variants => Model.IsLlm ? [Model.Variant] : null;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SelectedVariant => Model.IsLlm ? Model.Variant : null;

    public int MaxContextLength => Model.MaxContextLength;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Vision => Model.IsLlm ? Model.Vision : null;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? TrainedForToolUse => Model.IsLlm ? Model.ToolUse : null;
}

/// <summary>A loaded instance.</summary>
internal sealed record SocketInstanceInfo(SimulatedInstance Instance) : SocketModelInfo(Instance.Model)
{
    [JsonIgnore]
    public SimulatedInstance Instance { get; } = Instance;

    public string Identifier => Instance.Identifier;

    public string InstanceReference => Instance.Reference;

    public double? TtlMs => Instance.Settings.TimeToLive?.TotalMilliseconds;

    /// <summary>Milliseconds since 1970.</summary>
    public long? LastUsedTime => Instance.LastUsedAt?.ToUnixTimeMilliseconds();

    public int ContextLength => Instance.ContextLength;
}
