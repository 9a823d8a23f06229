using Chatbot.Auth.Contracts;
using Chatbot.EndToEnd.SharedControl;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.Testing;

namespace Chatbot.EndToEnd.Answers;

/// <summary>The whole product with three replicas of the chat service, which miss each other soon, for a test that kills them.</summary>
internal sealed class ThreeReplicas : IAsyncDisposable
{
    private const string Key = "common/chat-4b";

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"chatbot-replicas-{Guid.CreateVersion7():n}");
    private readonly string _rules = Path.Combine(Path.GetTempPath(), $"chatbot-rules-{Guid.CreateVersion7():n}.json");
    private readonly StudioProcess _studio;
    private AppHost? _host;

    private ThreeReplicas() => _studio = new StudioProcess(new Dictionary<string, string>
    {
        ["RulesFile"] = _rules,
        ["LoadSecondsPerGigabyte"] = "0.1",
        ["PromptMilliseconds"] = "50",
        ["Models__0__Key"] = Key,
        ["Models__0__SizeBytes"] = "2000000000",
    });

    public static string Model { get; } = ModelIds.Local(Key);

    public SystemState State => SystemState.Read(Path.Combine(_data, "state.json"));

    public ChatReplicas Replicas => field ??= new ChatReplicas(() => State);

    /// <summary>Without a limit of messages.</summary>
    public Script Admin { get; private set; } = null!;

    public static async Task<ThreeReplicas> StartAsync()
    {
        var system = new ThreeReplicas();
        try
        {
            await system.BeginAsync();
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        await _studio.DisposeAsync();
        File.Delete(_rules);
    }

    private async Task BeginAsync()
    {
        await File.WriteAllTextAsync(_rules, ModelSays.Rules);
        await _studio.StartAsync();
        _host = AppHost.Start(
            new Dictionary<string, string?>
            {
                ["WEB_PORT"] = "0",
                ["CHAT_REPLICAS"] = "3",
                ["Titles__Enabled"] = "false",
                ["Generations__HeartbeatSeconds"] = "0.5",
                ["Generations__LostAfterSeconds"] = "3",
                ["LMSTUDIO_BASE_URLS"] = $"desk={_studio.Studio.Address}",
            },
            "--throwaway",
            "--data",
            _data);
        Admin = await People.OfTypeAsync(await SystemState.ReadyAsync(_host, _data), UserTypes.Admin);
        await Eventually.TrueAsync(async () => (await Admin.ModelsAsync()).Any(model => model.Id == Model), "the model is known", TimeSpan.FromSeconds(60));
    }
}
