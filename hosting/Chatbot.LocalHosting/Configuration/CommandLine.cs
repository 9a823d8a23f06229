namespace Chatbot.LocalHosting.Configuration;

/// <summary>What was asked for on the command line; <see cref="Error"/> says in a sentence what can't be done.</summary>
internal sealed record CommandLine
{
    public const string Help = """
        dotnet run --project Chatbot.AppHost [-- options]

          --data <folder>       keep the data there instead of in .chatbot beside the solution
          --throwaway           use a data folder of its own and delete it at the end
          --verbose             show the log lines of the servers too, not only those of the services
          --with-parent         stop when the process that started this one ends
          --publisher manifest --output-path <file>
                                write the topology as a manifest instead of running it
          --help                this text

        Settings are read from the environment and from .env beside the solution; .env.example lists them.
        """;

    public bool Throwaway { get; private init; }

    public string? DataFolder { get; private init; }

    public bool Verbose { get; private init; }

    public bool WithParent { get; private init; }

    public bool ShowHelp { get; private init; }

    public string? Publisher { get; private init; }

    public string? OutputPath { get; private init; }

    public string? Error { get; private init; }

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, inline) = args[i].Split('=', 2) is [var before, var after] ? (before, after) : (args[i], null);
            string? Value() => inline ?? (i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null);

            line = name switch
            {
                "--throwaway" => line with { Throwaway = true },
                "--verbose" => line with { Verbose = true },
                "--with-parent" => line with { WithParent = true },
                "--help" or "-h" => line with { ShowHelp = true },
                "--data" => Value() is { Length: > 0 } folder ? line with { DataFolder = folder } : line with { Error = "--data needs a folder: --data <folder>." },
                "--output-path" => Value() is { Length: > 0 } path ? line with { OutputPath = path } : line with { Error = "--output-path needs a file: --output-path <file>." },
                "--publisher" => Value() is "manifest"
                    ? line with { Publisher = "manifest" }
                    : line with { Error = "This engine writes the manifest only: --publisher manifest. To publish, run the AppHost with -p:HostingEngine=Aspire." },
                "--operation" or "--step" or "--deploy" => line with { Error = $"{name} is for Aspire: run the AppHost with -p:HostingEngine=Aspire to publish or deploy." },
                _ => line with { Error = $"'{args[i]}' is not an option here: --help lists them." },
            };
            if (line.Error is not null) return line;
        }

        return line.Publisher is not null && line.OutputPath is null ? line with { Error = "Say where the manifest goes: --output-path <file>." } : line;
    }
}
