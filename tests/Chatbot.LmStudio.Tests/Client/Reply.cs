using System.Text.Json;

namespace Chatbot.LmStudio.Tests.Client;

/// <summary>What a scripted LM Studio says, and what it was asked.</summary>
internal static class Reply
{
    public static string? Endpoint(JsonElement message) => message.TryGetProperty("endpoint", out var endpoint) ? endpoint.GetString() : null;

    public static object Result(JsonElement call, object? result) => new { type = "rpcResult", callId = Id(call, "callId"), result };

    public static object Error(JsonElement call, string title) => new { type = "rpcError", callId = Id(call, "callId"), error = new { title } };

    public static object Said(JsonElement create, object message) => new { type = "channelSend", channelId = Id(create, "channelId"), message };

    public static object Failed(JsonElement create, string title) => new { type = "channelError", channelId = Id(create, "channelId"), error = new { title } };

    public static object Closed(JsonElement create) => new { type = "channelClose", channelId = Id(create, "channelId") };

    public static object Unknown(JsonElement message) => message.GetProperty("type").GetString() == "rpcCall"
        ? new { type = "communicationWarning", warning = $"Received call to unknown endpoint, endpoint = {Endpoint(message)}", kind = "rpcEndpointUnknown" }
        : new { type = "communicationWarning", warning = $"Received channelCreate for unknown endpoint, endpoint = {Endpoint(message)}", kind = "channelEndpointUnknown" };

    public static async Task<LmStudioFailure> FailureAsync(Task call) => (await Assert.ThrowsAsync<LmStudioException>(() => call)).Failure;

    private static int Id(JsonElement message, string name) => message.GetProperty(name).GetInt32();
}
