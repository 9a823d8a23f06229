using System.Diagnostics;
using System.Globalization;

namespace Chatbot.LocalHosting.Processes;

internal static class ParentProcess
{
    /// <summary>
    /// Whether this was started by <c>dotnet run</c>, whose end by kill -9 would leave it behind. A shell's end, in contrast,
    /// may be wanted: <c>nohup dotnet Chatbot.AppHost.dll &amp;</c>.
    /// </summary>
    public static bool IsDotnetRun() => IsDotnetRun(CommandLineOf(Unix.ParentId));

    internal static bool IsDotnetRun(IReadOnlyList<string> command) =>
        command.Count > 1 && Path.GetFileName(command[0]) == "dotnet" && command.Skip(1).Contains("run");

    private static string[] CommandLineOf(int processId)
    {
        try
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cmdline");
            if (File.Exists(file)) return File.ReadAllText(file).Split('\0', StringSplitOptions.RemoveEmptyEntries);

            using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "command=", "-p", processId.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true });
            return ps?.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        }
        catch (Exception exception) when (exception is IOException or System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}
