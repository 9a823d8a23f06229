using Chatbot.LocalHosting.Running;

namespace Chatbot.LocalHosting.Tests;

/// <summary>Files of the solution under test.</summary>
internal static class Solution
{
    public static string Directory { get; } = DataFolder.SolutionDirectory(AppContext.BaseDirectory);

    public static string AppHostDirectory { get; } = Path.Combine(Directory, "Chatbot.AppHost");

    /// <summary>Built with this project, for the same configuration.</summary>
    public static string AppHostAssembly { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Chatbot.AppHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Chatbot.AppHost.dll"));
}
