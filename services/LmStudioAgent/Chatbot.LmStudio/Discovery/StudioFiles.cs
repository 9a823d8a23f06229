using System.Text.Json;

namespace Chatbot.LmStudio.Discovery;

/// <summary>What LM Studio's own files say of its ports. They may be missing, stale or of another shape.</summary>
internal static class StudioFiles
{
    /// <summary>Overrides where the port of the local interface is written, for LM Studio's own tools too.</summary>
    private const string ServerInfoPath = "LMS_API_SERVER_INFO_PATH";

    public static IEnumerable<(Uri Address, DiscoverySource Source)> Places(LmStudioDiscoveryOptions options)
    {
        var home = options.Home ?? Home(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
        if (Port(Path.Combine(home, ".internal", "http-server-config.json")) is { } port) yield return (At(port), DiscoverySource.Settings);

        var told = options.Home is null ? Environment.GetEnvironmentVariable(ServerInfoPath) : null;
        var local = Port(told ?? Path.Combine(home, ".internal", "http-server.json"));
        int[] ports = local is { } written ? [written, .. options.LocalPorts] : [.. options.LocalPorts];
        foreach (var candidate in ports.Where(IsPort).Distinct()) yield return (At(candidate), DiscoverySource.Local);
    }

    /// <summary>The folder that <c>~/.lmstudio-home-pointer</c> names, else <c>~/.cache/lm-studio</c> where it is there, else <c>~/.lmstudio</c>.</summary>
    public static string Home(string user)
    {
        if (Read(Path.Combine(user, ".lmstudio-home-pointer"))?.Trim() is { Length: > 0 } pointed) return pointed;
        var older = Path.Combine(user, ".cache", "lm-studio");
        return Directory.Exists(older) ? older : Path.Combine(user, ".lmstudio");
    }

    private static Uri At(int port) => new($"http://127.0.0.1:{port}/");

    /// <summary>From <c>{"port":1234}</c>.</summary>
    private static int? Port(string path)
    {
        if (Read(path) is not { } text) return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text).Int("port") is { } port && IsPort(port) ? port : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsPort(int port) => port is > 0 and <= 65535;

    private static string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
