using Spectre.Console;

namespace Chatbot.LocalHosting.Console;

/// <summary>The log lines of all resources: on the console, prefixed and coloured by resource, and in a file for each.</summary>
internal sealed class LogMultiplexer(string folder, bool verbose, IAnsiConsole console) : IDisposable
{
    private static readonly string[] Colours = ["36", "33", "35", "32", "34", "96", "93", "95", "92", "94"];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LogFile> _files = [];
    private readonly Dictionary<string, string> _colours = [];
    private int _width = 8;

    public IAnsiConsole Console => console;

    public string FileOf(string resource) => Path.Combine(folder, $"{resource}.log");

    /// <summary>Gives the resources their colours, and the prefixes one width.</summary>
    public void Announce(IEnumerable<string> resources)
    {
        foreach (var resource in resources)
        {
            _colours[resource] = Colours[_colours.Count % Colours.Length];
            _width = Math.Max(_width, resource.Length);
        }
    }

    public void Write(string resource, string line, bool quiet)
    {
        lock (_lock)
        {
            if (!_files.TryGetValue(resource, out var file)) _files[resource] = file = new LogFile(FileOf(resource));
            file.Write(line);
            if (!quiet || verbose) Print(resource, line);
        }
    }

    /// <summary>A line of the engine's own.</summary>
    public void Say(string line)
    {
        lock (_lock) console.Profile.Out.Writer.WriteLine(line);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var file in _files.Values) file.Dispose();
            _files.Clear();
        }
    }

    // Not as markup: a log line may hold brackets, and must not be wrapped at the width of the console.
    private void Print(string resource, string line)
    {
        var prefix = $"{resource.PadRight(_width)} |";
        if (console.Profile.Capabilities.Ansi) prefix = $"\e[{_colours.GetValueOrDefault(resource, "37")}m{prefix}\e[0m";
        console.Profile.Out.Writer.WriteLine($"{prefix} {line}");
    }
}
