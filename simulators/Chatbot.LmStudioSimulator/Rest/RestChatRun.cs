using System.Text;
using Chatbot.LmStudioSimulator.Faults;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary>One answer of <c>/api/v1/chat</c>: tells each step as it happens, and gives the whole at the end.</summary>
internal sealed class RestChatRun(
    RestChatRequest request, SimulatedModel model, IReadOnlyList<(string Role, string Text)> before, SimulatedStudio studio, TimeProvider time)
{
    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _message = new();
    private double? _loadSeconds;

    public static RestError Unloaded { get; } = new(new RestErrorBody("internal_error", "The model was unloaded.", "model_unloaded", null));

    /// <param name="tell">Takes the name of an event and its data.</param>
    public async Task<object> RunAsync(Func<string, object, ValueTask> tell, CancellationToken cancellationToken)
    {
        var instance = studio.Host.FindLoaded(request.Model, SimulatedModel.Llm);
        await tell("chat.start", new { modelInstanceId = instance?.Identifier ?? model.Key });
        instance ??= await LoadAsync(tell, cancellationToken);

        var generation = request.Generation(before);
        var answer = new Answer(generation.Conversation.Tokens);
        var name = studio.Host.NameToAnswerWith(instance);
        await AnswerAsync(instance, generation, answer, tell, cancellationToken);
        return Result(name, answer);
    }

    /// <summary>The end of a stream in which something went wrong: what there is by then.</summary>
    public object ResultSoFar() => Result(request.Model, new Answer(0));

    private async Task<SimulatedInstance> LoadAsync(Func<string, object, ValueTask> tell, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var modelInstanceId = model.Key;
        JustInTime.EvictOthers(studio.Host, model);
        await tell("model_load.start", new { modelInstanceId });
        var settings = new LoadSettings(ContextLength: request.ContextLength, TimeToLive: LoadSettings.JustInTimeToLive, JustInTime: true);
        var instance = await studio.Host.LoadAsync(model, settings, progress => tell("model_load.progress", new { modelInstanceId, progress }), cancellationToken);
        _loadSeconds = Math.Round(time.GetElapsedTime(start).TotalSeconds, 3);
        await tell("model_load.end", new { modelInstanceId = instance.Identifier, loadTimeSeconds = _loadSeconds });
        return instance;
    }

    private async Task AnswerAsync(
        SimulatedInstance instance, GenerationRequest generation, Answer answer, Func<string, object, ValueTask> tell, CancellationToken cancellationToken)
    {
        string? part = null;
        await tell("prompt_processing.start", new { });
        var tokens = studio.Generation.RunAsync(instance, generation, answer, progress => tell("prompt_processing.progress", new { progress }), cancellationToken);
        await foreach (var token in tokens)
        {
            if (part is null) await tell("prompt_processing.end", new { });
            var next = token.IsReasoning ? "reasoning" : "message";
            if (part != next)
            {
                if (part is not null) await tell($"{part}.end", new { });
                await tell($"{next}.start", new { });
                part = next;
            }

            (token.IsReasoning ? _reasoning : _message).Append(token.Text);
            await tell($"{next}.delta", new { content = token.Text });
        }

        if (part is not null) await tell($"{part}.end", new { });
    }

    private object Result(string name, Answer answer)
    {
        List<object> output = [];
        if (_reasoning.Length > 0) output.Add(new { type = "reasoning", content = _reasoning.ToString() });
        if (_message.Length > 0) output.Add(new { type = "message", content = _message.ToString() });
        return new
        {
            modelInstanceId = name,
            output,
            stats = new
            {
                inputTokens = answer.PromptTokens,
                totalOutputTokens = answer.Tokens,
                reasoningOutputTokens = answer.ReasoningTokens,
                answer.TokensPerSecond,
                timeToFirstTokenSeconds = answer.FirstTokenAfter.TotalSeconds,
                modelLoadTimeSeconds = _loadSeconds,
            },
            responseId = request.Store ? studio.Host.Responses.Add([.. request.Messages(before), ("assistant", _message.ToString())]) : null,
        };
    }
}
