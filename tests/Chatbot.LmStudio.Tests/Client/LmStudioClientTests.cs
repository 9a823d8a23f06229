using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.LmStudio.Tests.Client;

public sealed class LmStudioClientTests : IAsyncLifetime
{
    private const string Small = "qwen/qwen3-4b";
    private readonly RunningSimulator _simulator = new(secondsPerGigabyte: 0.2);
    private readonly ServiceProvider _clients = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private LmStudioClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _client = new LmStudioClient(_clients.GetRequiredService<IHttpClientFactory>().CreateClient, new LmStudioOptions { BaseUrl = _simulator.Address }, TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _clients.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task LM_Studio_is_found_and_says_what_it_can_do()
    {
        Assert.True(await _client.IsThereAsync(Stop));

        var capabilities = await _client.DetectAsync(Stop);

        Assert.True(capabilities is { WebSocket: true, RestV1: true, Version.Length: > 0 });
    }

    [Fact]
    public async Task Downloaded_models_of_both_kinds_are_listed_with_what_is_known_of_them()
    {
        var models = await _client.ListDownloadedModelsAsync(Stop);

        Assert.Contains(models, model => model is { Key: Small, Kind: ModelKind.Llm, Tools: true, Vision: false, Quantization: "Q4_K_M", SizeBytes: > 0, MaxContextLength: 32_768 });
        Assert.Contains(models, model => model is { Kind: ModelKind.Llm, Vision: true, Reasoning: true });
        Assert.Contains(models, model => model.Kind == ModelKind.Embedding);
    }

    [Fact]
    public async Task A_model_is_loaded_with_rising_progress_listed_as_asked_for_and_unloaded()
    {
        var progress = new List<double>();
        var loaded = await _client.LoadModelAsync(new LoadOptions(Small, ModelKind.Llm, "mine", TimeSpan.FromMinutes(5), 8192), progress.Add, Stop);

        Assert.Equal(("mine", Small, 8192), (loaded.Id, loaded.ModelKey, loaded.ContextLength));
        Assert.Equal(progress.Order(), progress);
        Assert.Contains(progress, value => value is > 0 and < 1);
        var listed = Assert.Single(await _client.ListLoadedAsync(Stop));
        Assert.Equal(("mine", TimeSpan.FromMinutes(5)), (listed.Id, listed.Ttl));

        await _client.UnloadAsync("mine", ModelKind.Llm, Stop);
        Assert.Empty(await _client.ListLoadedAsync(Stop));
    }

    [Fact]
    public async Task An_embedding_model_is_loaded_in_its_own_namespace()
    {
        var key = (await _client.ListDownloadedModelsAsync(Stop)).First(model => model.Kind == ModelKind.Embedding).Key;

        await _client.LoadModelAsync(new LoadOptions(key, ModelKind.Embedding), null, Stop);

        Assert.Equal(ModelKind.Embedding, Assert.Single(await _client.ListLoadedAsync(Stop)).Kind);
    }

    [Fact]
    public async Task A_cancelled_load_leaves_nothing_behind()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var load = _client.LoadModelAsync(new LoadOptions(Small), progress => _ = progress > 0 ? cancel.CancelAsync() : Task.CompletedTask, cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);

        Assert.Empty(await _client.ListLoadedAsync(Stop));
    }

    [Fact]
    public async Task What_is_not_there_is_named_so()
    {
        var load = await Assert.ThrowsAsync<LmStudioException>(() => _client.LoadModelAsync(new LoadOptions("no/such-model"), null, Stop));
        var unload = await Assert.ThrowsAsync<LmStudioException>(() => _client.UnloadAsync("nobody", ModelKind.Llm, Stop));

        Assert.Equal((LmStudioFailure.ModelNotFound, LmStudioFailure.InstanceNotFound), (load.Failure, unload.Failure));
    }

    private sealed class RunningSimulator : WebApplicationFactory<Program>
    {
        private readonly double _secondsPerGigabyte;

        public RunningSimulator(double secondsPerGigabyte)
        {
            _secondsPerGigabyte = secondsPerGigabyte;
            UseKestrel();
            StartServer();
        }

        public Uri Address => ClientOptions.BaseAddress;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            // As a setting, not as the factory's port: that one is set while the server may be starting already.
            builder.UseSetting("urls", "http://127.0.0.1:0");
            // Sockets that are still open do not hold up its end: what waits on them has deadlines of its own.
            builder.UseSetting("shutdownTimeoutSeconds", "1");
            builder.UseSetting("Simulator:LoadSecondsPerGigabyte", _secondsPerGigabyte.ToString(CultureInfo.InvariantCulture));
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
        }
    }
}
