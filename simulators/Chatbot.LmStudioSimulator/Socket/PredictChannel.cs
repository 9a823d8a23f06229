using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>The channel <c>predict</c> of namespace <c>llm</c>: an answer by the WebSocket interface.</summary>
internal static class PredictChannel
{
    public static void Add(SocketNamespace endpoints, SimulatedHost host, Generation generation, TimeProvider time) =>
        endpoints.Channels["predict"] = (parameter, channel, cancellationToken) =>
            PredictAsync(host, generation, time, parameter, channel, cancellationToken);

    private static async Task PredictAsync(
        SimulatedHost host, Generation generation, TimeProvider time, JsonObject parameter, SocketChannel channel, CancellationToken cancellationToken)
    {
        var instance = ModelCalls.Specified(parameter, "modelSpecifier", host, SimulatedModel.Llm);
        var conversation = Conversation.Of(Messages(parameter.RequireObject("history")));
        var predictionConfig = new { fields = parameter.ConfigFields("predictionConfigStack") };
        var limit = Limit(predictionConfig.fields);
        var reasons = (bool?)predictionConfig.fields.Setting("llm.prediction.reasoning.enableThinking") != false;

        await SendPromptProgressAsync(channel, 0, conversation.Tokens);
        var (start, said, firstAfter, stopReason) = (time.GetTimestamp(), 0, TimeSpan.Zero, "eosFound");
        try
        {
            await foreach (var token in generation.RunAsync(instance, conversation, reasons, cancellationToken))
            {
                if (said == limit)
                {
                    stopReason = "maxPredictedTokensReached";
                    break;
                }

                if (said++ == 0)
                {
                    firstAfter = time.GetElapsedTime(start);
                    await SendPromptProgressAsync(channel, conversation.Tokens, conversation.Tokens);
                }

                await channel.SendAsync(Fragment(token));
            }
        }
        catch (OperationCanceledException) when (instance.Unloaded.IsCancellationRequested)
        {
            throw SocketRefusal.Unloaded();
        }
        catch (OperationCanceledException)
        {
            // A prediction that the client cancels succeeds, with what was said until then.
            stopReason = "userStopped";
        }

        await channel.SendAsync(new
        {
            type = "success",
            stats = Stats(stopReason, said, conversation.Tokens, firstAfter, time.GetElapsedTime(start)),
            modelInfo = new SocketInstanceInfo(instance),
            loadModelConfig = ModelCalls.LoadConfig(instance),
            predictionConfig,
        });
    }

    private static object Stats(string stopReason, int predicted, int prompt, TimeSpan firstAfter, TimeSpan total) => new
    {
        stopReason,
        tokensPerSecond = total > firstAfter ? predicted / (total - firstAfter).TotalSeconds : predicted,
        timeToFirstTokenSec = firstAfter.TotalSeconds,
        totalTimeSec = total.TotalSeconds,
        promptTokensCount = prompt,
        predictedTokensCount = predicted,
        totalTokensCount = prompt + predicted,
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

    private static Task SendPromptProgressAsync(SocketChannel channel, int processed, int total) => channel.SendAsync(new
    {
        type = "promptProcessingProgress",
        progress = total == 0 ? 1 : (double)processed / total,
        details = new
        {
            cachedTokenCount = 0,
            totalPromptTokenCount = total,
            processedPromptTokenCount = processed,
            unprocessedPromptTokenCount = total - processed,
        },
    });

    private static int Limit(JsonArray fields) =>
        fields.Setting("llm.prediction.maxPredictedTokens") is JsonObject setting && (bool?)setting["checked"] == true
            ? (int)(double)setting["value"]!
            : int.MaxValue;

    private static IEnumerable<(string Role, string Text)> Messages(JsonObject history) =>
        (history["messages"] as JsonArray ?? throw new SocketMismatch("history")).OfType<JsonObject>().Select(message =>
            (message.RequireText("role"), string.Concat((message["content"] as JsonArray ?? []).Select(part => (string?)part?["text"]))));
}
