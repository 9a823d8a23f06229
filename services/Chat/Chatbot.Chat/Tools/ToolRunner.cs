using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Tools;

/// <summary>Runs calls of tools. Whatever goes wrong becomes a sentence that model and person can read: a call always has an outcome.</summary>
internal sealed partial class ToolRunner(IOptions<ToolsOptions> options, ILogger<ToolRunner> logger)
{
    // What goes into the prompt of the next step.
    private const int LongestOutput = 256 * 1024;

    public int MaxSteps => options.Value.MaxSteps;

    public bool NeedsApproval(string tool) => options.Value.NeedsApproval.GetValueOrDefault(tool);

    public async Task<ToolOutcome> RunAsync(IEnumerable<AIFunction> tools, string tool, JsonElement input, CancellationToken cancellationToken)
    {
        if (tools.FirstOrDefault(one => one.Name == tool) is not { } function) return ToolOutcome.Failed($"There is no tool {tool}.");
        if (input.ValueKind != JsonValueKind.Object) return ToolOutcome.Failed("The tool's input must be a JSON object.");
        try
        {
            var returned = await function.InvokeAsync(ToolJson.Arguments(input), cancellationToken);
            if (returned is ToolOutcome outcome) return outcome;
            var text = JsonSerializer.Serialize(returned);
            if (text.Length > LongestOutput) return ToolOutcome.Failed("The tool returned more than can be read.");
            return ToolJson.Read(text) is { } output ? ToolOutcome.Of(output) : ToolOutcome.Failed("What the tool returned could not be read.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception, tool);
            return ToolOutcome.Failed("The tool failed.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The tool {Tool} failed.")]
    private partial void LogFailed(Exception exception, string tool);
}
