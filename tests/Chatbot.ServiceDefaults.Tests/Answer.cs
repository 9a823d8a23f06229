using System.Text.Json.Nodes;

namespace Chatbot.ServiceDefaults.Tests;

/// <summary>An error body, as a client reads it.</summary>
internal sealed record Answer(int Status, string? Code, string? Message, string? Cause, JsonNode Json, HttpResponseMessage Response)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return new Answer((int)response.StatusCode, (string?)json["code"], (string?)json["message"], (string?)json["cause"], json, response);
    }
}
