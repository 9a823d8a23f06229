using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace Chatbot.LocalHosting.Processes;

/// <summary>Programs that run once and end: initdb, npm, apt-get.</summary>
internal static class Commands
{
    /// <summary>Throws a sentence with the program's last line when it fails.</summary>
    public static async Task RunAsync(
        IReadOnlyList<string> command, string workingDirectory, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellationToken)
    {
        var result = await BufferedAsync(command, workingDirectory, environment, cancellationToken);
        if (result.ExitCode == 0) return;

        var words = $"{result.StandardOutput}\n{result.StandardError}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        throw new StartException($"'{string.Join(' ', command)}' failed: {words.LastOrDefault() ?? $"code {result.ExitCode}"}");
    }

    private static async Task<BufferedCommandResult> BufferedAsync(
        IReadOnlyList<string> command, string workingDirectory, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellationToken)
    {
        try
        {
            return await Cli.Wrap(command[0])
                .WithArguments(command.Skip(1))
                .WithWorkingDirectory(workingDirectory)
                .WithEnvironmentVariables(environment ?? new Dictionary<string, string?>())
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw new StartException($"'{command[0]}' can't be run: {exception.GetBaseException().Message}");
        }
    }

    public static async Task<bool> SucceedsAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap(command[0]).WithArguments(command.Skip(1)).WithValidation(CommandResultValidation.None).ExecuteAsync(cancellationToken);
        return result.ExitCode == 0;
    }
}
