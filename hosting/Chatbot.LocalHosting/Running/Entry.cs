using Chatbot.LocalHosting.Configuration;
using Chatbot.LocalHosting.Manifest;
using Chatbot.LocalHosting.Preflight;
using Spectre.Console;

namespace Chatbot.LocalHosting.Running;

/// <summary>What the AppHost was asked to do, and the exit code: 0 done, 1 something to set right, 2 a wrong command line.</summary>
internal static class Entry
{
    public static async Task<int> RunAsync(DistributedApplicationBuilder builder)
    {
        var line = builder.CommandLine;
        if (line.Error is not null) return await FailAsync(line.Error, 2);
        if (line.ShowHelp)
        {
            await System.Console.Out.WriteLineAsync(CommandLine.Help);
            return 0;
        }

        try
        {
            if (line.Publisher is null && OperatingSystem.IsWindows())
                throw new StartException("The local engine runs on Linux and macOS: on Windows start it inside WSL2, or use Docker with Aspire: dotnet run --project Chatbot.AppHost -p:HostingEngine=Aspire");
            if (line.Publisher is null) return await Engine.RunAsync(builder, AnsiConsole.Console, TimeProvider.System);

            SettingsCheck.Run(builder.Configuration);
            var file = Path.GetFullPath(line.OutputPath!, builder.AppHostDirectory);
            await File.WriteAllTextAsync(file, ManifestWriter.Write(builder.Resources, Path.GetDirectoryName(file)!));
            await System.Console.Out.WriteLineAsync($"The manifest is written: {file}");
            return 0;
        }
        catch (StartException exception)
        {
            return await FailAsync(exception.Message, 1);
        }
    }

    private static async Task<int> FailAsync(string sentence, int code)
    {
        await System.Console.Error.WriteLineAsync(sentence);
        return code;
    }
}
