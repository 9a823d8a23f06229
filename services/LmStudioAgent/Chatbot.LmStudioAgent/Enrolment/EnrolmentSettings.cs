namespace Chatbot.LmStudioAgent.Enrolment;

/// <summary>What must be known before the agent's host is built.</summary>
/// <param name="Server">The origin of the chat.</param>
/// <param name="PublicAddress">Where the chat service reaches this agent; it listens on its port.</param>
internal sealed record EnrolmentSettings(Uri Server, Uri PublicAddress, string DataFolder, string? Token)
{
    public const int UsualPort = 7443;

    /// <summary>Null where the agent belongs to the installation it runs in, and is told everything by that.</summary>
    public static EnrolmentSettings? From(IConfiguration configuration)
    {
        if (configuration["Agent:Server"] is not { Length: > 0 } server) return null;
        return new EnrolmentSettings(
            Origin("Agent__Server", server, "https://chat.example.com"),
            Origin("Agent__PublicAddress", configuration["Agent:PublicAddress"] is { Length: > 0 } address ? address : $"https://{Environment.MachineName.ToLowerInvariant()}:{UsualPort}", $"https://desk.example.com:{UsualPort}"),
            FolderOf(configuration),
            configuration["Agent:EnrolmentToken"]?.Trim() is { Length: > 0 } token ? token : null);
    }

    /// <summary>It does not move when the enrolment gives the host another id than the machine's.</summary>
    public static string FolderOf(IConfiguration configuration) =>
        configuration["Agent:DataFolder"] is { Length: > 0 } given ? Path.GetFullPath(given)
        : configuration["DATA_FOLDER"] is { Length: > 0 } folder ? Path.GetFullPath(folder)
        : AgentOptionsExtensions.UsualFolder(configuration["Agent:HostId"] is { Length: > 0 } id ? id : AgentOptions.Slug(Environment.MachineName));

    private static Uri Origin(string setting, string value, string example) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Host.Length: > 0, PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? uri
            : throw new EnrolmentException($"{setting} is '{value}', which is no origin: write it like {example}, with nothing behind it.");
}
