using System.Security.Cryptography;
using System.Text;
using Chatbot.LocalHosting.Configuration;
using Chatbot.LocalHosting.Processes;

namespace Chatbot.LocalHosting.Running;

/// <summary>Where everything lives that is kept between runs, or is thrown away.</summary>
internal sealed record DataFolder(string Path, bool Throwaway, string Tools) : IDisposable
{
    // Others may pass through to what is theirs (PostgreSQL runs as another account), not look around.
    public const UnixFileMode PassThrough =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Logs => System.IO.Path.Combine(Path, "logs");

    public string StateFile => System.IO.Path.Combine(Path, "state.json");

    public string GuardFile => System.IO.Path.Combine(Path, "guard.pid");

    public string LockFile => System.IO.Path.Combine(Path, "lock");

    public string SecretsFile => System.IO.Path.Combine(Path, "secrets.json");

    public string Of(string resource) => System.IO.Path.Combine(Path, resource);

    /// <summary>The folder of the solution: the nearest one above the AppHost that holds a solution file.</summary>
    public static string SolutionDirectory(string appHostDirectory)
    {
        for (var folder = new DirectoryInfo(appHostDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.slnx").Any()) return folder.FullName;
        }

        return System.IO.Path.GetFullPath(System.IO.Path.Combine(appHostDirectory, ".."));
    }

    /// <summary>Programs that are fetched once, whatever data they then serve.</summary>
    public static string ToolsIn(string solution) => System.IO.Path.Combine(UsualIn(solution), "tools");

    /// <param name="account">The account that must get through to the folder, where that is not this one.</param>
    public static async Task<DataFolder> CreateAsync(CommandLine options, string solution, string? account, Action<string> say, CancellationToken cancellationToken)
    {
        var usual = UsualIn(solution);
        var path = options.DataFolder is { } given ? System.IO.Path.GetFullPath(given)
            : options.Throwaway ? Directory.CreateTempSubdirectory("chatbot-").FullName
            : usual;
        if (options.Throwaway && options.DataFolder is not null && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new StartException($"{path} is not empty, and --throwaway deletes it at the end: name a folder that is not there yet.");

        Create(path);
        if (account is not null && !await CanPassAsync(account, path, cancellationToken))
        {
            if (options.DataFolder is not null)
                throw new StartException($"PostgreSQL does not run as root, and its account '{account}' can't reach {path}: name a --data folder that it can, such as /var/lib/chatbot.");
            path = Elsewhere(solution);
            Create(path);
            say($"PostgreSQL's account '{account}' can't reach {usual}; the data is in {path} instead.");
        }

        return new DataFolder(path, options.Throwaway, ToolsIn(solution));
    }

    /// <summary>The guard has deleted it by now, unless it was not started or was itself ended.</summary>
    public void Dispose()
    {
        if (Throwaway && Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }

    private static string UsualIn(string solution) => System.IO.Path.Combine(solution, ".chatbot");

    private static void Create(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, PassThrough);
    }

    private static Task<bool> CanPassAsync(string account, string path, CancellationToken cancellationToken) =>
        Commands.SucceedsAsync([.. LaunchWrapper.AsUser(account), "test", "-x", path], cancellationToken);

    private static string Elsewhere(string solution)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(solution)))[..8];
        return $"/var/lib/chatbot/{System.IO.Path.GetFileName(solution)}-{hash}";
    }
}
