using Chatbot.LmStudio;
using Chatbot.LmStudioAgent.Studio;

namespace Chatbot.LmStudioAgent;

internal static class AgentOptionsExtensions
{
    /// <summary>Wrong configuration ends the start with a sentence that names it.</summary>
    public static void AddAgentOptions(this IServiceCollection services)
    {
        services.AddOptions<AgentOptions>().BindConfiguration("Agent").Configure<IConfiguration>((options, configuration) =>
            {
                if (options.DataFolder.Length == 0) options.DataFolder = configuration["DATA_FOLDER"] is { Length: > 0 } folder ? folder : UsualFolder(options.HostId);
            }).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StudioOptions>()
            .Configure<IConfiguration>((options, configuration) =>
            {
                options.BaseUrl = NullIfEmpty(configuration["LMSTUDIO_BASE_URL"]);
                options.ApiKey = NullIfEmpty(configuration["LMSTUDIO_API_KEY"]);
                options.SimulatorUrl = NullIfEmpty(configuration["services:simulator:http:0"]);
            })
            .Validate(
                options => options.BaseUrl is null || LmStudioAddress.TryParse(options.BaseUrl, out _),
                "LMSTUDIO_BASE_URL is not an address. Say for example LMSTUDIO_BASE_URL=http://localhost:1234")
            .ValidateOnStart();
    }

    /// <summary>Of the account that the agent runs under.</summary>
    internal static string UsualFolder(string hostId) =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "chatbot-agent", hostId);

    private static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
