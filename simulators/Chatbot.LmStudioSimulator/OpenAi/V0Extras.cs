using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary>What the older interface says of an answer besides what OpenAI's does.</summary>
internal sealed class V0Extras(SimulatedInstance instance, Answer answer)
{
    private static readonly string[] Formats = ["gguf"];

    public object Stats => new
    {
        answer.TokensPerSecond,
        timeToFirstToken = answer.FirstTokenAfter.TotalSeconds,
        generationTime = (answer.Took - answer.FirstTokenAfter).TotalSeconds,
        answer.StopReason,
    };

    public object ModelInfo => new { arch = instance.Model.Architecture, quant = instance.Model.Quantization, format = "gguf", instance.ContextLength };

    public object Runtime { get; } = new { name = "llama.cpp-linux-x86_64-nvidia-cuda12-avx2", version = "1.50.2", supportedFormats = Formats };

    /// <summary>Null for OpenAI's own interface.</summary>
    public static V0Extras? For(HttpContext context, SimulatedInstance instance, Answer answer) =>
        context.Request.Path.StartsWithSegments("/api/v0") ? new V0Extras(instance, answer) : null;
}
