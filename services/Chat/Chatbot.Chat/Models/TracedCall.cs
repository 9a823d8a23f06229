using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>The span of one call and what is measured of it, named by the OpenTelemetry conventions for generative AI.</summary>
internal sealed class TracedCall : IDisposable
{
    private const string Name = "Chatbot.Chat.Models";
    private const string Operation = "chat";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "Of one call.");
    private static readonly Histogram<long> Tokens = Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of one call.");

    private readonly Activity? _span;
    private readonly TimeProvider _time;
    private readonly string _model;
    private readonly long _started;
    private UsageDetails? _usage;
    private string? _error;

    public TracedCall(string model, TimeProvider time)
    {
        (_model, _time, _started) = (model, time, time.GetTimestamp());
        _span = Source.StartActivity($"{Operation} {model}", ActivityKind.Client);
        _span?.SetTag("gen_ai.operation.name", Operation).SetTag("gen_ai.request.model", model);
    }

    public void Hear(ChatResponseUpdate update)
    {
        if (update.FinishReason is { } reason) _span?.SetTag("gen_ai.response.finish_reasons", reason.Value);
        foreach (var content in update.Contents)
        {
            if (content is UsageContent { Details: var usage }) _usage = _usage.With(usage);
        }
    }

    public void Failed(Exception exception)
    {
        _error = exception.GetType().Name;
        _span?.SetTag("error.type", _error).SetStatus(ActivityStatusCode.Error, exception.Message);
    }

    public void Dispose()
    {
        Record("input", _usage?.InputTokenCount);
        Record("output", _usage?.OutputTokenCount);
        Duration.Record(
            _time.GetElapsedTime(_started).TotalSeconds, new("gen_ai.operation.name", Operation), new("gen_ai.request.model", _model), new("error.type", _error));
        _span?.Dispose();
    }

    private void Record(string type, long? count)
    {
        if (count is not { } tokens) return;
        _span?.SetTag($"gen_ai.usage.{type}_tokens", tokens);
        Tokens.Record(tokens, new("gen_ai.operation.name", Operation), new("gen_ai.request.model", _model), new("gen_ai.token.type", type));
    }
}
