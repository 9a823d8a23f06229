using System.Collections.Concurrent;
using System.Security.Cryptography;
using Chatbot.LocalHosting.Console;
using Chatbot.LocalHosting.Processes;
using Chatbot.LocalHosting.Servers;
using Chatbot.LocalHosting.Topology;
using Spectre.Console;

namespace Chatbot.LocalHosting.Running;

/// <summary>
/// Single servers for tests, without a topology. Their guard ends them and deletes their data when this process ends, also when it is killed.
/// </summary>
internal sealed class ThrowawayServers : IAsyncDisposable
{
    private readonly string _folder;
    private readonly LogMultiplexer _logs;
    private readonly ProcessHost _processes;
    private readonly FreePorts _ports = new();
    private readonly Installation _installation = Installation.Look();
    private readonly ConcurrentBag<Supervisor> _supervisors = [];

    public ThrowawayServers()
    {
        _folder = Directory.CreateTempSubdirectory("chatbot-test-").FullName;
        // PostgreSQL runs as another account, and must get through.
        File.SetUnixFileMode(_folder, DataFolder.PassThrough);
        _logs = new LogMultiplexer(Path.Combine(_folder, "logs"), verbose: false, AnsiConsole.Console);
        _processes = new ProcessHost(Guard.Start(Path.Combine(_folder, "guard.pid"), Path.Combine(_folder, "state.json"), _folder));
    }

    /// <summary>The connection string of a PostgreSQL's superuser.</summary>
    public async Task<string> PostgresAsync()
    {
        var server = new PostgresServer("postgres", _installation, Path.Combine(_folder, "postgres"), _ports.Next(), PostgresServerResource.User, Password()) { Throwaway = true };
        await RunAsync(server);
        return $"{server.ConnectionString};Database=postgres";
    }

    public async Task<string> RedisAsync()
    {
        var server = new RedisServer("redis", _installation, Path.Combine(_folder, "redis"), _ports.Next(), Password());
        await RunAsync(server);
        return server.ConnectionString;
    }

    /// <summary>The connection string of a blob storage.</summary>
    /// <param name="tools">Where Azurite is installed, once for all.</param>
    public async Task<string> BlobsAsync(string tools)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var server = new AzuriteServer("blobs", _installation, Path.Combine(_folder, "blobs"), tools, _ports.Next(), $"{AzureStorageResource.Account}:{key}");
        await RunAsync(server);
        return $"DefaultEndpointsProtocol=http;AccountName={AzureStorageResource.Account};AccountKey={key};BlobEndpoint={server.Address}/{AzureStorageResource.Account};";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var supervisor in _supervisors) await supervisor.DisposeAsync();
        await _processes.DisposeAsync();
        _logs.Dispose();
    }

    private static string Password() => new GenerateParameterDefault().GetDefaultValue();

    private async Task RunAsync(IWorkload workload)
    {
        var supervisor = new Supervisor(workload, _processes, _logs, TimeProvider.System);
        _supervisors.Add(supervisor);
        supervisor.Start();
        await supervisor.Ready;
    }
}
