using System.Collections;
using Chatbot.LocalHosting.Configuration;

namespace Chatbot.LocalHosting.Tests.Configuration;

public sealed class SettingsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void The_environment_wins_over_the_file()
    {
        File.WriteAllText(_file, "A=file\nB=file\n");

        var settings = Settings.Load(new Hashtable { ["A"] = "environment" }, _file);

        Assert.Equal("environment", settings["A"]);
        Assert.Equal("file", settings["B"]);
    }

    [Fact]
    public void An_empty_value_counts_as_none()
    {
        File.WriteAllText(_file, "A=file\nB=\n");

        var settings = Settings.Load(new Hashtable { ["A"] = "", ["B"] = " " }, _file);

        Assert.Equal("file", settings["A"]);
        Assert.False(settings.ContainsKey("B"));
    }

    [Fact]
    public void Two_underscores_separate_sections() =>
        Assert.Equal("x", Settings.Load(new Hashtable { ["ConnectionStrings__chatdb"] = "x" }, null)["ConnectionStrings:chatdb"]);

    [Fact]
    public void Every_setting_that_AppHost_reads_stands_in_the_example()
    {
        var example = File.ReadAllText(Path.Combine(Solution.Directory, ".env.example"));
        var names = System.Text.RegularExpressions.Regex.Matches(string.Concat(Directory.GetFiles(Solution.AppHostDirectory, "*.cs").Select(File.ReadAllText)), "\"([A-Z]+_[A-Z_]+)\"")
            .Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.True(names.Count > 10);
        Assert.All(names, name => Assert.Contains($"# {name}=", example, StringComparison.Ordinal));
    }

    public void Dispose() => File.Delete(_file);
}
