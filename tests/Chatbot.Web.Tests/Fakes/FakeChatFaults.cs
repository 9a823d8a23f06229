using Chatbot.Chat.Contracts;
using Microsoft.AspNetCore.Http;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>How the chat service is away, or does not answer.</summary>
internal sealed partial class FakeChat
{
    /// <summary>Every request is answered with 503.</summary>
    public bool IsAway { get; set; }

    /// <summary>So many joins are.</summary>
    public int JoinsAway { get; set; }

    /// <summary>Requests get no answer, not even headers, before this.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>Those that are held; all where null.</summary>
    public Func<HttpRequest, bool>? IsHeld { get; set; }

    /// <summary>The answer has ended before it is joined: the stream is empty, and this is the stored message.</summary>
    public ChatMessageDetail? EndedUnseen { get; set; }

    private async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (Hold is not null && IsHeld?.Invoke(request) != false) await Hold.Task.WaitAsync(context.HttpContext.RequestAborted);
        var away = IsAway || (request.Path.Value!.EndsWith("/stream", StringComparison.Ordinal) && JoinsAway-- > 0);
        return away ? Error(503, "offline:chat", "The service is not there.") : await next(context);
    }

    private static IResult Missing() => Error(404, "not_found:chat", "The requested chat was not found. Please check the chat ID and try again.");
}
