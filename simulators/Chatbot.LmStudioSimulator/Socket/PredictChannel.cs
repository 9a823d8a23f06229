using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Faults;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>The channels <c>predict</c>, of a conversation, and <c>completeRawText</c>, of a text: answers by the WebSocket interface.</summary>
internal static class PredictChannel
{
    public static void Add(SocketNamespace endpoints, SimulatedStudio studio)
    {
        endpoints.Channels["predict"] = (parameter, channel, cancellationToken) =>
            PredictAsync(studio, Conversation.Of(Messages(parameter.RequireObject("history"))), parameter, channel, cancellationToken);
        endpoints.Channels["completeRawText"] = (parameter, channel, cancellationToken) =>
            PredictAsync(studio, Conversation.Of([("user", parameter.RequireText("rawPrompt"))]), parameter, channel, cancellationToken);
    }

    private static async Task PredictAsync(SimulatedStudio studio, Conversation conversation, JsonObject parameter, SocketChannel channel, CancellationToken cancellationToken)
    {
        await studio.Host.Faults.PassAsync(Surface.Chat, cancellationToken);
        var instance = ModelCalls.Specified(parameter, "modelSpecifier", studio.Host, SimulatedModel.Llm);
        var fields = parameter.ConfigFields("predictionConfigStack");
        var reasons = (bool?)fields.Setting("llm.prediction.reasoning.enableThinking") != false;
        var request = new GenerationRequest(conversation, reasons, Limit(fields), Stops(fields));
        var answer = new Answer(conversation.Tokens);
        try
        {
            var tokens = studio.Generation.RunAsync(instance, request, answer, progress => PromptProgressAsync(channel, progress, conversation.Tokens), cancellationToken);
            await foreach (var token in tokens) await channel.SendAsync(Fragment(token));
        }
        catch (OperationCanceledException) when (instance.Unloaded.IsCancellationRequested)
        {
            throw SocketRefusal.Unloaded();
        }
        catch (OperationCanceledException)
        {
            // A prediction that the client cancels succeeds, with what was said until then.
            answer.StopReason = Answer.UserStopped;
        }

        await channel.SendAsync(new
        {
            type = "success",
            stats = Stats(answer),
            modelInfo = SocketInstanceInfo.Of(instance, studio.Host),
            loadModelConfig = ModelCalls.LoadConfig(instance),
            predictionConfig = new { fields },
        });
    }

    private static object Stats(Answer answer) => new
    {
        answer.StopReason,
        answer.TokensPerSecond,
        timeToFirstTokenSec = answer.FirstTokenAfter.TotalSeconds,
        totalTimeSec = answer.Took.TotalSeconds,
        promptTokensCount = answer.PromptTokens,
        predictedTokensCount = answer.Tokens,
        totalTokensCount = answer.PromptTokens + answer.Tokens,
    };

    private static object Fragment(Token token) => new
    {
        type = "fragment",
        fragment = new
        {
            content = token.Text,
            tokensCount = 1,
            containsDrafted = false,
            reasoningType = token.IsReasoning ? "reasoning" : "none",
            isStructural = false,
        },
    };

    private static ValueTask PromptProgressAsync(SocketChannel channel, double progress, int total)
    {
        var processed = (int)(progress * total);
        return new ValueTask(channel.SendAsync(new
        {
            type = "promptProcessingProgress",
            progress,
            details = new
            {
                cachedTokenCount = 0,
                totalPromptTokenCount = total,
                processedPromptTokenCount = processed,
                unprocessedPromptTokenCount = total - processed,
            },
        }));
    }

    private static int Limit(JsonArray fields) =>
        fields.Setting("llm.prediction.maxPredictedTokens") is JsonObject setting && (bool?)setting["checked"] == true
            ? (int)(double)setting["value"]!
            : int.MaxValue;

    private static IReadOnlyList<string> Stops(JsonArray fields) =>
        [.. (fields.Setting("llm.prediction.stopStrings") as JsonArray ?? []).Select(stop => (string?)stop).OfType<string>().Where(stop => stop.Length > 0)];

    private static IEnumerable<(string Role, string Text)> Messages(JsonObject history) =>
        (history["messages"] as JsonArray ?? throw new SocketMismatch("history")).OfType<JsonObject>().Select(message =>
            (message.RequireText("role"), string.Concat((message["content"] as JsonArray ?? []).Select(part => (string?)part?["text"]))));
}
