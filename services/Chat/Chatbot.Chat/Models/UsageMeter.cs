using Chatbot.Chat.Streaming;
using Chatbot.Chat.Tools;
using Microsoft.Extensions.AI;

namespace Chatbot.Chat.Models;

/// <summary>
/// What an answer has cost so far, by whatever it ends: counted by the server, or estimated and marked so. The steps of an
/// answer with tools are summed; of one step the last count holds, as some servers send a running one.
/// </summary>
/// <param name="isAsked">False of a model that a place is waited for: until then its prompt costs nothing.</param>
internal sealed class UsageMeter(TimeProvider time, bool isAsked)
{
    private readonly UsageDetails _before = new();
    private bool _isAsked = isAsked;
    private long _askedAt = time.GetTimestamp();
    private long? _first;
    private long _last;
    private long _prompt;
    private long _text;
    private long _reasoning;
    private StepBegin _step;
    private UsageDetails? _stepCounted;

    public AnswerUsage Usage
    {
        get
        {
            var counted = Counted();
            var output = counted.OutputTokenCount ?? AnswerUsage.Tokens(_text + _reasoning);
            var generating = _first is { } from ? time.GetElapsedTime(from, _last).TotalSeconds : 0;
            return new AnswerUsage(
                counted.InputTokenCount ?? (_isAsked ? AnswerUsage.Tokens(_prompt) : 0),
                output,
                counted.ReasoningTokenCount ?? AnswerUsage.Tokens(_reasoning),
                generating > 0 ? output / generating : 0,
                _first is { } began ? (long)time.GetElapsedTime(_askedAt, began).TotalMilliseconds : 0,
                Estimated: counted.OutputTokenCount is null)
            {
                ContextTokens = _isAsked ? Context : 0,
            };
        }
    }

    // Of the step that was asked last. Its reasoning is not given back to the model.
    private long Context => _stepCounted is { InputTokenCount: { } input, OutputTokenCount: { } output }
        ? Math.Max(0, input + output - (_stepCounted.ReasoningTokenCount ?? AnswerUsage.Tokens(_reasoning - _step.Reasoning)))
        : AnswerUsage.Tokens(_step.Prompt + _text - _step.Text);

    public void Ask(IEnumerable<ChatMessage> prompt)
    {
        _step = new StepBegin(prompt.Sum(message => (long)message.Text.Length), _text, _reasoning);
        if (_stepCounted is not null) _before.Add(_stepCounted);
        _stepCounted = null;
        _prompt += _step.Prompt;
    }

    public void Hear(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case ModelStatusContent { Status.Phase: ModelStatus.Prompt }:
                    _isAsked = true;
                    if (_first is null) _askedAt = time.GetTimestamp();
                    break;
                case UsageContent usage: _stepCounted = _stepCounted.With(usage.Details); break;
                case TextReasoningContent thought: _reasoning += thought.Text.Length; break;
                case TextContent said: _text += said.Text.Length; break;
                case ToolInputContent input: _text += input.Delta.Length; break;
            }
        }

        if (_text + _reasoning == 0) return;
        _last = time.GetTimestamp();
        _first ??= _last;
    }

    private UsageDetails Counted()
    {
        var counted = new UsageDetails();
        counted.Add(_before);
        if (_stepCounted is not null) counted.Add(_stepCounted);
        return counted;
    }

    // Characters of the prompt, and of what had been said before it.
    private readonly record struct StepBegin(long Prompt, long Text, long Reasoning);
}
