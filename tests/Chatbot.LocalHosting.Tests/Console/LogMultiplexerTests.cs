using Chatbot.LocalHosting.Console;
using Spectre.Console;

namespace Chatbot.LocalHosting.Tests.Console;

public sealed class LogMultiplexerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly StringWriter _console = new();

    [Fact]
    public void A_line_is_prefixed_by_its_resource_and_kept_in_its_file()
    {
        using (var logs = Logs(verbose: false))
        {
            logs.Announce(["chat", "messaging"]);
            logs.Write("chat", "[a] long line " + new string('x', 300), quiet: false);
        }

        Assert.Equal($"chat      | [a] long line {new string('x', 300)}{Environment.NewLine}", _console.ToString());
        Assert.StartsWith("[a] long", File.ReadAllText(Path.Combine(_folder.FullName, "chat.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_lines_of_servers_are_shown_only_when_asked_for()
    {
        using (var logs = Logs(verbose: false)) logs.Write("redis", "quiet", quiet: true);
        Assert.Empty(_console.ToString());

        using (var logs = Logs(verbose: true)) logs.Write("redis", "spoken", quiet: true);
        Assert.Contains("spoken", _console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_of_the_last_run_is_kept_beside()
    {
        using (var logs = Logs(verbose: false)) logs.Write("chat", "yesterday", quiet: false);
        using (var logs = Logs(verbose: false)) logs.Write("chat", "today", quiet: false);

        Assert.Equal("today", File.ReadAllText(Path.Combine(_folder.FullName, "chat.log")).Trim());
        Assert.Equal("yesterday", File.ReadAllText(Path.Combine(_folder.FullName, "chat.log.1")).Trim());
    }

    public void Dispose()
    {
        _console.Dispose();
        _folder.Delete(recursive: true);
    }

    private LogMultiplexer Logs(bool verbose) =>
        new(_folder.FullName, verbose, AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_console) }));
}
