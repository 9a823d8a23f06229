namespace Chatbot.Chat.Streaming;

/// <summary>200 and nothing: there is no answer to join.</summary>
internal sealed class EmptyStreamResult : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        EventStreamResult.WriteHeaders(httpContext.Response);
        return httpContext.Response.StartAsync(httpContext.RequestAborted);
    }
}
