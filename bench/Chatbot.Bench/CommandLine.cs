using System.Globalization;

namespace Chatbot.Bench;

/// <summary><c>fleet [--only load,pages] [--at-most minutes] [--output file]</c>; <see cref="Error"/> says in a sentence what can't be done.</summary>
internal sealed record CommandLine(string? Group, IReadOnlyList<string> Only, TimeSpan? AtMost, string? Output, string? Error)
{
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine(null, [], null, null, null);
        for (var i = 0; i < args.Count; i++)
        {
            string? Value() => i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null;
            line = args[i] switch
            {
                "--only" => Value() is { } names ? line with { Only = names.Split(',') } : line with { Error = "--only needs names: --only load,pages." },
                "--at-most" => int.TryParse(Value(), CultureInfo.InvariantCulture, out var minutes) && minutes > 0
                    ? line with { AtMost = TimeSpan.FromMinutes(minutes) }
                    : line with { Error = "--at-most needs whole minutes for each measurement: --at-most 2." },
                "--output" => Value() is { } file ? line with { Output = file } : line with { Error = "--output needs a file: --output <file>." },
                ['-', ..] => line with { Error = $"'{args[i]}' is not an option here." },
                var group when line.Group is null => line with { Group = group },
                _ => line with { Error = "One group at a time." },
            };
            if (line.Error is not null) return line;
        }

        return line;
    }
}
