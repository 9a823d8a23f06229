using Chatbot.LmStudio.Discovery;

namespace Chatbot.LmStudio.Tests.Client;

public sealed class DiscoveryTests : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("lm-studio").FullName;
    private readonly List<ScriptedStudio> _studios = [];
    private Uri _nowhere = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_home, ".internal"));
        var gone = await StartAsync(greets: true);
        _nowhere = gone.Address;
        await gone.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var studio in _studios) await studio.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task A_configured_address_is_the_only_one()
    {
        var usual = await StartAsync(greets: true);

        var found = await FindAsync(new() { Configured = _nowhere, Usual = usual.Address, LocalPorts = [usual.Address.Port] });

        Assert.Equal((_nowhere, false, DiscoverySource.Configured), (found.BaseUrl, found.Answers, found.Source));
    }

    [Fact]
    public async Task The_usual_address_comes_first()
    {
        var (usual, other) = (await StartAsync(greets: true), await StartAsync(greets: true));

        var found = await FindAsync(new() { Usual = usual.Address, LocalPorts = [other.Address.Port] });

        Assert.Equal((usual.Address, true, DiscoverySource.Usual), (found.BaseUrl, found.Answers, found.Source));
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Its_files_say_where_else_it_is()
    {
        var (server, local) = (await StartAsync(greets: true), await StartAsync(greets: false, """{"package":"lmstudio","version":"0.4.25"}"""));
        Write("http-server.json", $$"""{"port":{{local.Address.Port}}}""");

        var found = await FindAsync(new() { Usual = _nowhere, LocalPorts = [] });
        Assert.Equal(new DiscoveredStudio(Local(local), true, DiscoverySource.Local, "lmstudio", "0.4.25"), found);

        Write("http-server-config.json", $$"""{"port":{{server.Address.Port}},"networkInterface":"127.0.0.1"}""");
        Assert.Equal((Local(server), DiscoverySource.Settings), await PlaceAsync(new() { Usual = _nowhere, LocalPorts = [] }));
    }

    [Fact]
    public async Task The_local_ports_are_tried()
    {
        var local = await StartAsync(greets: true);

        Assert.Equal((Local(local), DiscoverySource.Local), await PlaceAsync(new() { Usual = _nowhere, LocalPorts = [_nowhere.Port, local.Address.Port] }));
    }

    [Fact]
    public async Task Bionic_is_taken_where_there_is_nothing_else_and_named()
    {
        var bionic = await StartAsync(greets: true, """{"package":"bionic","version":"1.1.6"}""");
        var alone = await FindAsync(new() { Usual = bionic.Address, LocalPorts = [] });
        Assert.True(alone is { IsBionic: true, Answers: true, Version: "1.1.6" });

        var local = await StartAsync(greets: true);
        Assert.Equal(Local(local), (await FindAsync(new() { Usual = bionic.Address, LocalPorts = [local.Address.Port] })).BaseUrl);
    }

    [Fact]
    public async Task What_is_there_but_silent_or_no_LM_Studio_is_passed_over()
    {
        await using var silent = new RawServer(null);
        await using var foreign = new RawServer("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        var local = await StartAsync(greets: true);
        Write("http-server.json", "{ what is this");

        var found = await FindAsync(new()
        {
            Usual = silent.Address,
            LocalPorts = [silent.Address.Port, foreign.Address.Port, -1, 70_000, local.Address.Port],
            ProbeTimeout = TimeSpan.FromMilliseconds(500),
        });

        Assert.Equal(Local(local), found.BaseUrl);
    }

    [Fact]
    public async Task Where_nothing_is_the_usual_address_is_named()
    {
        var found = await FindAsync(new() { Usual = _nowhere, LocalPorts = [_nowhere.Port] });

        Assert.Equal(new DiscoveredStudio(_nowhere, false, DiscoverySource.Usual, null, null), found);
    }

    [Fact]
    public void Its_folder_is_where_its_pointer_says_or_where_it_was_or_where_it_is()
    {
        Assert.Equal(Path.Combine(_home, ".lmstudio"), StudioFiles.Home(_home));
        Directory.CreateDirectory(Path.Combine(_home, ".cache", "lm-studio"));
        Assert.Equal(Path.Combine(_home, ".cache", "lm-studio"), StudioFiles.Home(_home));
        File.WriteAllText(Path.Combine(_home, ".lmstudio-home-pointer"), "/data/lmstudio\n");
        Assert.Equal("/data/lmstudio", StudioFiles.Home(_home));
    }

    private static Uri Local(ScriptedStudio studio) => new($"http://127.0.0.1:{studio.Address.Port}/");

    private async Task<(Uri, DiscoverySource)> PlaceAsync(LmStudioDiscoveryOptions options)
    {
        var found = await FindAsync(options);
        return (found.BaseUrl, found.Source);
    }

    private Task<DiscoveredStudio> FindAsync(LmStudioDiscoveryOptions options) =>
        LmStudioDiscovery.FindAsync(_studios[0].CreateHttpClient, options with { Home = _home }, TimeProvider.System, Stop);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_home, ".internal", file), text);

    private async Task<ScriptedStudio> StartAsync(bool greets, string? status = null)
    {
        var studio = await ScriptedStudio.StartAsync();
        studio.OnRequest = request => request.Path.Value switch
        {
            "/lmstudio-greeting" when greets => (200, """{"lmstudio":true}"""),
            "/lms-status" when status is not null => (200, status),
            _ => ScriptedStudio.Unexpected(request),
        };
        _studios.Add(studio);
        return studio;
    }
}
