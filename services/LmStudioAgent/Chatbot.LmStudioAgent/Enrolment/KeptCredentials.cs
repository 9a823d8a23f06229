using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Enrolment;

/// <summary>What an enrolment gave, in <c>credentials.json</c> of the agent's folder.</summary>
/// <param name="Server">Where it holds.</param>
internal sealed record KeptCredentials(Uri Server, AgentCredentials Agent)
{
    public static string FileIn(string folder) => Path.Combine(folder, "credentials.json");

    /// <summary>Null where the agent is not enrolled.</summary>
    public static KeptCredentials? Read(string folder)
    {
        var file = FileIn(folder);
        if (!File.Exists(file)) return null;
        try
        {
            return JsonSerializer.Deserialize<KeptCredentials>(File.ReadAllBytes(file), JsonSerializerOptions.Web) is { Server: not null, Agent.ClientSecret.Length: > 0 } kept ? kept : throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new EnrolmentException($"{file} can't be read: start the agent under the account that enrolled it, or delete the file and enrol it again with a new token.");
        }
    }

    public void Write(string folder) => PrivateFile.Write(FileIn(folder), JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));
}
