using System.Globalization;
using Chatbot.LocalHosting.Processes;
using Npgsql;

namespace Chatbot.LocalHosting.Servers;

/// <summary>A private PostgreSQL. It refuses root, so as root it runs as <c>postgres</c>, who owns its folder.</summary>
internal sealed class PostgresServer(string name, Installation installation, string folder, int port, string user, string password) : IWorkload
{
    private readonly string _data = Path.Combine(folder, "data");
    private readonly string? _account = Unix.IsRoot ? "postgres" : null;
    private bool _complete;

    public string Name => name;

    public string Address => $"127.0.0.1:{port}";

    public bool Quiet => true;

    public TimeSpan Grace => TimeSpan.FromSeconds(10);

    /// <summary>Databases to make when they are missing.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Data that is thrown away need not survive the machine. It does survive the server's own end, as everywhere.</summary>
    public bool Throwaway { get; init; }

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username={user};Password={password}";

    public async Task<Launch> PrepareAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_data)) await InitializeAsync(cancellationToken);
        var programs = Programs(installation, _data);
        string[] settings =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300",
            .. Throwaway ? ["fsync=off", "full_page_writes=off"] : Array.Empty<string>(),
        ];
        // INT is the fast shutdown: TERM would wait for clients to go.
        return new Launch(Path.Combine(programs, "postgres"), ["-D", _data, .. settings.SelectMany(setting => new[] { "-c", setting })])
        {
            User = _account,
            StopSignal = Unix.Interrupt,
        };
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create($"{ConnectionString};Database=postgres;Pooling=false;Timeout=3");
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            if (!_complete) await CreateDatabasesAsync(connection, cancellationToken);
            return _complete = true;
        }
        catch (NpgsqlException exception) when (exception is not PostgresException { SqlState: PostgresErrorCodes.InvalidPassword })
        {
            return false;
        }
        catch (PostgresException)
        {
            throw new StartException($"The data in {folder} belongs to another password: give back the secrets.json that was beside it, or start with another --data folder.");
        }
    }

    private async Task CreateDatabasesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var database in Databases)
        {
            await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
            if (await exists.ExecuteScalarAsync(cancellationToken) is not null) continue;
            await using var create = new NpgsqlCommand($"""CREATE DATABASE "{database}" """, connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // Made aside and then renamed: what was interrupted half-way is not taken for a data folder.
    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var unfinished = Path.Combine(folder, "unfinished");
        var passwordFile = Path.Combine(folder, "password");
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(passwordFile, password, cancellationToken);
        File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (_account is not null) await Commands.RunAsync(["chown", "-R", $"{_account}:", folder], "/", null, cancellationToken);

        List<string> command =
        [
            .. LaunchWrapper.AsUser(_account), installation.Require("initdb"),
            "-D", unfinished, "-A", "scram-sha-256", "-U", user, $"--pwfile={passwordFile}", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8",
        ];
        // The C locale of macOS has another name.
        if (OperatingSystem.IsMacOS()) command[^1] = "--locale=C";
        await Commands.RunAsync(command, "/", null, cancellationToken);
        File.Delete(passwordFile);
        Directory.Move(unfinished, _data);
    }

    // A data folder belongs to the major version that made it.
    private static string Programs(Installation installation, string data)
    {
        var version = File.ReadAllText(Path.Combine(data, "PG_VERSION")).Trim();
        var own = string.Create(CultureInfo.InvariantCulture, $"/usr/lib/postgresql/{version}/bin");
        return File.Exists(Path.Combine(own, "postgres")) ? own : Path.GetDirectoryName(installation.Require("postgres"))!;
    }
}
