using System.Net;
using System.Net.Sockets;

namespace Chatbot.EndToEnd;

/// <summary>What can't work is said in a sentence, within seconds, with an exit code that scripts see.</summary>
public class RefusalTests(RunningSystem system)
{
    [Theory]
    [InlineData("LMSTUDIO_BASE_URL", "not a url", "LMSTUDIO_BASE_URL")]
    [InlineData("POSTGRES_URL", "postgres//user@host", "POSTGRES_URL")]
    [InlineData("REDIS_URL", "http://host", "REDIS_URL")]
    [InlineData("RABBITMQ_URL", "rabbit", "RABBITMQ_URL")]
    public Task A_malformed_setting_is_named(string name, string value, string expected) =>
        RefusesAsync(new() { [name] = value }, expected);

    [Fact]
    public async Task A_wrong_password_is_told()
    {
        var redis = system.State.ConnectionStrings["redis"]!.Split(',')[0];
        await RefusesAsync(new() { ["REDIS_URL"] = $"redis://:wrong@{redis}" }, "password");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told() =>
        await RefusesAsync(new() { ["POSTGRES_URL"] = "postgres://user:password@127.0.0.1:9/db" }, "127.0.0.1");

    [Fact]
    public async Task A_taken_port_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await RefusesAsync(new() { ["WEB_PORT"] = $"{port}" }, "WEB_PORT");
    }

    [Fact]
    public Task Without_npm_the_way_to_get_it_is_told() =>
        RefusesAsync(new() { ["PATH"] = PathWithoutNode() }, "npm");

    [Fact]
    public async Task A_second_start_on_the_same_data_is_refused()
    {
        var data = Path.GetDirectoryName(system.State.Processes["web"].LogFile)!;
        await RefusesAsync([], "already", "--data", Path.GetDirectoryName(data)!);
    }

    private static async Task RefusesAsync(Dictionary<string, string?> environment, string expected, params string[] arguments)
    {
        environment.TryAdd("WEB_PORT", "0");
        var throwaway = arguments.Length == 0 ? ["--throwaway"] : arguments;
        await using var host = AppHost.Start(environment, throwaway);

        Assert.NotEqual(0, await host.EndedAsync(TimeSpan.FromSeconds(20)));

        Assert.Contains(expected, host.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
    }

    // The same programs less node and npm, wherever they are.
    private static string PathWithoutNode()
    {
        var folder = Directory.CreateTempSubdirectory("chatbot-path-").FullName;
        foreach (var program in Environment.GetEnvironmentVariable("PATH")!.Split(':').Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            var name = Path.GetFileName(program);
            if (name is "node" or "npm" or "nodejs" or "npx") continue;
            var link = Path.Combine(folder, name);
            if (!File.Exists(link)) File.CreateSymbolicLink(link, program);
        }

        return folder;
    }
}
