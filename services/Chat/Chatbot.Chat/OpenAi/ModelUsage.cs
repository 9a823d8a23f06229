using System.Diagnostics.Metrics;

namespace Chatbot.Chat.OpenAi;

/// <summary>Counts the tokens that pass, as <c>gen_ai.client.token.usage</c> of the OpenTelemetry conventions.</summary>
internal sealed class ModelUsage(IMeterFactory meters)
{
    private readonly Histogram<long> _tokens = meters.Create("Chatbot.Chat").CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of one call.");

    public UsageCount Of(string model) => new(this, model);

    /// <param name="estimated">The server gave no count.</param>
    public void Record(string model, long input, long output, bool estimated)
    {
        KeyValuePair<string, object?>[] call = [new("gen_ai.request.model", model), new("gen_ai.operation.name", "chat"), new("chatbot.estimated", estimated)];
        if (input > 0) _tokens.Record(input, [.. call, new("gen_ai.token.type", "input")]);
        if (output > 0) _tokens.Record(output, [.. call, new("gen_ai.token.type", "output")]);
    }
}
