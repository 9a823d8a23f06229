using System.Text.Json;
using System.Threading.Channels;

namespace Chatbot.Chat.Tests.Support;

/// <summary>What the model says to one question, delta by delta, as the test lets it.</summary>
public sealed class ScriptedAnswer
{
    private int _calls;
    private readonly Channel<string> _chunks = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The messages that the model was given, role and content.</summary>
    public IReadOnlyList<(string Role, string Content)> Prompt { get; private set; } = [];

    /// <summary>The whole request.</summary>
    public string Body { get; internal set; } = "";

    /// <summary>The caller hung up.</summary>
    public Task Cancelled => _cancelled.Task;

    public Task Asked => _asked.Task;

    public ScriptedAnswer Say(params IEnumerable<string> deltas)
    {
        foreach (var delta in deltas) Chunk(new { choices = new[] { new { delta = new { content = delta }, finish_reason = (string?)null } } });
        return this;
    }

    public ScriptedAnswer Think(string delta)
    {
        Chunk(new { choices = new[] { new { delta = new { reasoning_content = delta }, finish_reason = (string?)null } } });
        return this;
    }

    /// <summary>A call of a tool, its input in pieces.</summary>
    public ScriptedAnswer Call(string id, string tool, params string[] input)
    {
        Chunk(new { choices = new[] { new { delta = new { tool_calls = new[] { new { index = _calls, id, type = "function", function = new { name = tool, arguments = "" } } } }, finish_reason = (string?)null } } });
        foreach (var piece in input) Chunk(new { choices = new[] { new { delta = new { tool_calls = new[] { new { index = _calls, function = new { arguments = piece } } } }, finish_reason = (string?)null } } });
        _calls++;
        return this;
    }

    public ScriptedAnswer Usage(int input, int output)
    {
        Chunk(new { choices = Array.Empty<object>(), usage = new { prompt_tokens = input, completion_tokens = output } });
        return this;
    }

    /// <summary>Says why it ends, and then nothing any more.</summary>
    public ScriptedAnswer Finish(string reason = "stop")
    {
        Chunk(new { choices = new[] { new { delta = new { }, finish_reason = (string?)reason } } });
        return this;
    }

    public ScriptedAnswer End(string reason = "stop")
    {
        Finish(reason);
        _chunks.Writer.TryWrite("data: [DONE]\n\n");
        _chunks.Writer.Complete();
        return this;
    }

    /// <summary>An answer in one piece instead of a stream.</summary>
    public ScriptedAnswer Whole(string content)
    {
        _chunks.Writer.TryWrite(JsonSerializer.Serialize(new
        {
            choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = "stop" } },
            usage = new { prompt_tokens = 7, completion_tokens = 3 },
        }));
        _chunks.Writer.Complete();
        return this;
    }

    /// <summary>400 to what asks for a format.</summary>
    public void RefuseFormat() => RefusesFormat = true;

    internal bool RefusesFormat { get; private set; }

    public ScriptedAnswer Fail(string error)
    {
        Chunk(new { error = new { message = error } });
        _chunks.Writer.Complete();
        return this;
    }

    /// <summary>The connection ends in the middle.</summary>
    public ScriptedAnswer BreakOff()
    {
        _chunks.Writer.Complete();
        return this;
    }

    internal IAsyncEnumerable<string> StreamAsync(IReadOnlyList<(string, string)> prompt, CancellationToken cancellationToken)
    {
        Prompt = prompt;
        _asked.TrySetResult();
        return _chunks.Reader.ReadAllAsync(cancellationToken);
    }

    internal void HungUp() => _cancelled.TrySetResult();

    private void Chunk(object chunk) => _chunks.Writer.TryWrite($"data: {JsonSerializer.Serialize(chunk)}\n\n");
}
