using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Chat.Models;

namespace Chatbot.Chat.OpenAi;

/// <summary>
/// A request whose <c>response_format</c> the server refuses is sent once more without it, the schema told in words, and of the
/// answer the JSON is taken. Only for an answer in one piece: what is streamed is passed on as it comes.
/// </summary>
internal sealed class FormatFallback(JsonObject body)
{
    private bool _inWords;
    private JsonElement? _schema;

    /// <param name="ask">Sends the body as it is then.</param>
    public async Task<UpstreamAnswer> AskAsync(Func<Task<UpstreamAnswer>> ask)
    {
        Exception refused;
        try
        {
            return await ask();
        }
        catch (Exception exception) when (MayBeTheFormat(exception) && body["response_format"] is JsonObject format && IsJson(format) && body["messages"] is JsonArray)
        {
            refused = exception;
            TellInWords(format);
        }

        try
        {
            _inWords = true;
            return await ask();
        }
        catch (Exception exception) when (MayBeTheFormat(exception))
        {
            // It was not the format: the answer is to what the client has asked.
            ExceptionDispatchInfo.Throw(refused);
            throw;
        }
    }

    /// <summary>The whole answer, with nothing but JSON as what the model says where that was asked in words.</summary>
    public ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> answer)
    {
        if (!_inWords) return answer;
        try
        {
            var whole = JsonNode.Parse(answer.Span);
            foreach (var choice in whole?["choices"] as JsonArray ?? [])
            {
                if (choice?["message"] is JsonObject message && Text(message["content"]) is { } said && JsonInText.Find(said, _schema) is { } json) message["content"] = json;
            }

            return JsonSerializer.SerializeToUtf8Bytes(whole);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return answer;
        }
    }

    private static bool MayBeTheFormat(Exception exception) => exception switch
    {
        UpstreamRefusalException refusal => refusal.Status is 400 or 422 && !ContextOverflow.IsSaidBy(refusal.Error.ToJsonString()),
        ModelCallException failure => failure.IsBadRequest,
        _ => false,
    };

    private static bool IsJson(JsonObject format) => Text(format["type"]) is "json_schema" or "json_object";

    private void TellInWords(JsonObject format)
    {
        if ((format["json_schema"] as JsonObject)?["schema"] is { } schema) _schema = JsonSerializer.SerializeToElement(schema);
        body.Remove("response_format");
        var words = FormatInWords.Of(_schema);
        var messages = (JsonArray)body["messages"]!;
        if (messages[0] is JsonObject first && Text(first["role"]) is "system" or "developer" && Text(first["content"]) is { } said) first["content"] = $"{said}\n\n{words}";
        else messages.Insert(0, new JsonObject { ["role"] = "system", ["content"] = words });
    }

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
