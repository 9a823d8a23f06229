using System.Security.Cryptography;
using System.Text;
using Chatbot.Testing;

namespace Chatbot.LmStudio.Tests.Conformance;

/// <summary>The official clients from npm, installed once for each version of the lock file, below <c>artifacts</c>.</summary>
internal static class NodePackages
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(5);
    private static readonly string Source = Path.Combine(Repository.Root, "tests", "Chatbot.LmStudio.Tests", "Conformance", "scripts");
    private static readonly Lazy<Task<string>> Folder = new(InstallAsync);

    /// <summary>Where the scripts are, in reach of the packages.</summary>
    public static Task<string> ScriptsAsync() => Folder.Value;

    private static async Task<string> InstallAsync()
    {
        var home = Path.Combine(Repository.Root, "artifacts", "conformance", Hash("package*.json"));
        Directory.CreateDirectory(home);
        var complete = Path.Combine(home, "complete");
        // Another run of the tests may install at the same time.
        await using (await LockAsync(Path.Combine(home, "lock")))
        {
            if (!File.Exists(complete))
            {
                foreach (var file in Directory.GetFiles(Source, "package*.json")) File.Copy(file, Path.Combine(home, Path.GetFileName(file)), overwrite: true);
                await NodeProgram.RunAsync("npm", ["ci", "--prefix", home, "--no-audit", "--no-fund", "--loglevel=error"], home, InstallTimeout);
                await File.WriteAllTextAsync(complete, "");
            }

            // A folder for each version of the scripts: those of another run are not changed under it.
            var scripts = Path.Combine(home, Hash("*.mjs"));
            Directory.CreateDirectory(scripts);
            foreach (var file in Directory.GetFiles(Source, "*.mjs")) File.Copy(file, Path.Combine(scripts, Path.GetFileName(file)), overwrite: true);
            return scripts;
        }
    }

    private static string Hash(string pattern)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(Source, pattern).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        FileStream? held = null;
        await Eventually.TrueAsync(() => (held = TryOpen(path)) is not null, $"nobody else installs into {Path.GetDirectoryName(path)}", InstallTimeout);
        return held!;
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
