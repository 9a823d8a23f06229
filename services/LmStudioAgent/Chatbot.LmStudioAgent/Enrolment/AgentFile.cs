using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;

namespace Chatbot.LmStudioAgent.Enrolment;

/// <summary>
/// <c>agent.json</c> beside the program, and over it the one in the agent's folder: settings as the environment has them, which
/// wins over both. <c>{"LMSTUDIO_BASE_URL":"http://localhost:1234","Agent":{"Server":"https://chat.example.com"}}</c>
/// </summary>
internal static class AgentFile
{
    private const string Name = "agent.json";

    public static void AddAgentFiles(this ConfigurationManager configuration)
    {
        Add(configuration, 0, AppContext.BaseDirectory);
        Add(configuration, 1, EnrolmentSettings.FolderOf(configuration));
    }

    private static void Add(ConfigurationManager configuration, int place, string folder)
    {
        var source = new JsonConfigurationSource { Path = Path.Combine(folder, Name), Optional = true };
        try
        {
            source.ResolveFileProvider();
            ((IConfigurationBuilder)configuration).Sources.Insert(place, source);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or JsonException or UnauthorizedAccessException)
        {
            throw new EnrolmentException($"{source.Path ?? Name} in {folder} can't be read: {exception.InnerException?.Message ?? exception.Message}");
        }
    }
}
