using System.Text.Json.Nodes;

namespace Chatbot.Chat.OpenAi;

/// <summary>The server behind will not do what the request says; why, it has told in the API's own shape.</summary>
internal sealed class UpstreamRefusalException(int status, JsonObject error) : Exception($"Answered {status}.")
{
    public int Status => status;

    /// <summary><c>{"message":"...","type":"..."}</c></summary>
    public JsonObject Error => error;
}
