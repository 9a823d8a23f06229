using System.Text.Json;
using Chatbot.LocalHosting.Servers;

namespace Chatbot.LocalHosting.Running;

/// <summary>
/// <c>state.json</c>, there while the product runs: where everything is, with passwords, so only its owner reads it.
/// </summary>
/// <param name="ProcessId">The AppHost.</param>
/// <param name="Url">The page.</param>
/// <param name="Processes">By name; a second replica of chat is <c>chat-2</c>.</param>
/// <param name="ConnectionStrings">By connection name: authdb, chatdb, catalogdb, redis, messaging, blobs.</param>
internal sealed record StateFile(
    int ProcessId,
    string Url,
    string DataFolder,
    IReadOnlyDictionary<string, StateFile.RunningProcess> Processes,
    IReadOnlyDictionary<string, string?> ConnectionStrings)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void Write(string path) => PrivateFile.Write(path, JsonSerializer.Serialize(this, Options));

    public static string? ReadUrl(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<StateFile>(File.ReadAllText(path), Options)?.Url : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return null;
        }
    }

    internal sealed record RunningProcess(int? ProcessId, string Address, string LogFile, IReadOnlyDictionary<string, string> Details);
}
