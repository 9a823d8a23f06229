namespace Chatbot.LocalHosting.Servers;

/// <summary>Where this machine's package manager put a server's programs.</summary>
internal sealed class Installation(IReadOnlyList<string> folders)
{
    public static Installation Look() => new(
    [
        .. Versions("/usr/lib/postgresql", "bin"),
        .. Versions("/usr", "bin", "pgsql-*"),
        .. Versions("/opt/homebrew/opt", "bin", "postgresql*"),
        .. Versions("/usr/local/opt", "bin", "postgresql*"),
        // The script itself: the one in /usr/sbin changes to another account first.
        "/usr/lib/rabbitmq/bin",
        "/opt/homebrew/opt/rabbitmq/sbin",
        "/usr/local/opt/rabbitmq/sbin",
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries),
        "/usr/sbin",
        "/opt/homebrew/bin",
        "/usr/local/bin",
    ]);

    public string? Find(string program) => folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(IsThere);

    public string Require(string program) =>
        Find(program) ?? throw new StartException($"The program '{program}' is not installed here.");

    // A link that a removed package left behind exists, but leads nowhere.
    private static bool IsThere(string path) =>
        File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true)?.Exists ?? true);

    // The newest first: 18 before 15, whatever the order of the file system.
    private static IEnumerable<string> Versions(string parent, string child, string pattern = "*") =>
        Directory.Exists(parent)
            ? Directory.GetDirectories(parent, pattern).OrderByDescending(VersionOf).Select(folder => Path.Combine(folder, child))
            : [];

    private static int VersionOf(string folder) =>
        int.TryParse(new string([.. Path.GetFileName(folder).Where(char.IsAsciiDigit)]), out var version) ? version : 0;
}
