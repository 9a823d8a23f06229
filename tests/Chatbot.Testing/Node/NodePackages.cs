using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Chatbot.Testing.Node;

/// <summary>
/// Scripts of tests (<c>*.mjs</c>) and the packages from npm that they use, installed once for each version of the lock file, below
/// <c>artifacts</c>.
/// </summary>
/// <param name="source">Relative to the checkout's root; holds <c>package.json</c> and its lock file too.</param>
public sealed class NodePackages(string source)
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(5);
    private readonly string _source = Path.Combine(Repository.Root, source);
    private readonly Lock _lock = new();
    private Task<string>? _folder;

    /// <summary>Runs a script to its end; what it wrote last is its report.</summary>
    public async Task<JsonElement> RunAsync(string script, TimeSpan timeout, params string[] arguments)
    {
        var folder = await ScriptsAsync();
        var output = await NodeProgram.RunAsync("node", [Path.Combine(folder, script), .. arguments], folder, timeout);
        return JsonSerializer.Deserialize<JsonElement>(output.TrimEnd().Split('\n')[^1]);
    }

    // Where the scripts are, in reach of the packages.
    private Task<string> ScriptsAsync()
    {
        lock (_lock) return _folder ??= InstallAsync();
    }

    private async Task<string> InstallAsync()
    {
        var home = Path.Combine(Repository.Root, "artifacts", "conformance", Hash("package*.json"));
        Directory.CreateDirectory(home);
        var complete = Path.Combine(home, "complete");
        // Another run of the tests may install at the same time.
        await using (await FileLock.TakeAsync(Path.Combine(home, "lock"), InstallTimeout))
        {
            if (!File.Exists(complete))
            {
                foreach (var file in Directory.GetFiles(_source, "package*.json")) File.Copy(file, Path.Combine(home, Path.GetFileName(file)), overwrite: true);
                await NodeProgram.RunAsync("npm", ["ci", "--prefix", home, "--no-audit", "--no-fund", "--loglevel=error"], home, InstallTimeout);
                await File.WriteAllTextAsync(complete, "");
            }

            // A folder for each version of the scripts: those of another run are not changed under it.
            var scripts = Path.Combine(home, Hash("*.mjs"));
            Directory.CreateDirectory(scripts);
            foreach (var file in Directory.GetFiles(_source, "*.mjs")) File.Copy(file, Path.Combine(scripts, Path.GetFileName(file)), overwrite: true);
            return scripts;
        }
    }

    private string Hash(string pattern)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(_source, pattern).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
