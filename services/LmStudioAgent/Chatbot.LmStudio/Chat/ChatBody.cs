namespace Chatbot.LmStudio.Chat;

/// <summary>A request in OpenAI's words.</summary>
internal static class ChatBody
{
    public static object Of(ChatCompletionRequest request) => new
    {
        model = request.Model,
        messages = request.Messages.Select(message => new
        {
            role = message.Role,
            content = message.Parts ?? (object?)message.Content,
            tool_calls = message.ToolCalls,
            tool_call_id = message.ToolCallId,
        }),
        temperature = request.Temperature,
        top_p = request.TopP,
        max_tokens = request.MaxTokens,
        seed = request.Seed,
        stop = request.Stop,
        tools = request.Tools,
        tool_choice = request.ToolChoice,
        response_format = request.ResponseFormat,
        ttl = request.Ttl is { } ttl ? (long?)Math.Max(1, (long)Math.Ceiling(ttl.TotalSeconds)) : null,
        stream = true,
        stream_options = new { include_usage = true },
    };
}
