using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary><c>event: message.delta</c>, <c>data: {"type":"message.delta","content":"..."}</c>; the last is <c>chat.end</c>, after an error too.</summary>
internal sealed class RestChatStream(RestChatRun run) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        await response.StartAsync(httpContext.RequestAborted);
        try
        {
            var result = await run.RunAsync((type, data) => SendAsync(response, type, data), httpContext.RequestAborted);
            await SendAsync(response, "chat.end", new { result });
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client went; the instance's slot is free again.
        }
        catch (StreamCut cut)
        {
            if (!cut.Clean) httpContext.Abort();
        }
        catch (Exception exception) when (exception is HostRefusal or OperationCanceledException)
        {
            var error = exception is HostRefusal ? new RestErrorBody("model_load_failed", exception.Message, null, null) : RestChatRun.Unloaded.Error;
            await SendAsync(response, "error", new { error });
            await SendAsync(response, "chat.end", new { result = run.ResultSoFar() });
        }
    }

    private static async ValueTask SendAsync(HttpResponse response, string type, object data)
    {
        var body = JsonSerializer.SerializeToNode(data, SnakeCase.Json)!.AsObject();
        var json = new JsonObject([KeyValuePair.Create("type", (JsonNode?)type), .. body.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))]);
        await response.WriteAsync($"event: {type}\ndata: {json.ToJsonString()}\n\n", response.HttpContext.RequestAborted);
        await response.Body.FlushAsync(response.HttpContext.RequestAborted);
    }
}
