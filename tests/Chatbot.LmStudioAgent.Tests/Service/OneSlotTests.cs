using System.Globalization;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Tests.Service;

/// <summary>Two people, memory for one model: nobody's answer is cut for the other's.</summary>
public sealed class OneSlotTests : IAsyncDisposable
{
    private const string Small = "qwen/qwen3-4b";
    private const string Large = "qwen/qwen3-vl-8b";

    // CHATBOT_ROUNDS=1000 for the long form.
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("CHATBOT_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 30;
    private readonly SimulatedStudio _studio = new(secondsPerGigabyte: 0.001);
    private readonly AgentApplication _agent;

    public OneSlotTests()
    {
        _agent = new AgentApplication(_studio.Address, ("Agent:MemoryBudgetBytes", "12000000000"));
        _agent.StartServer();
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _studio.DisposeAsync();
    }

    [Fact]
    public async Task One_answer_ends_whole_while_the_other_person_knows_his_place_and_time_and_then_his_model_is_loaded()
    {
        using var ada = _agent.CreateChatClient();
        using var bob = _agent.CreateChatClient();
        await _agent.ReadyAsync();
        string? whole = null;
        for (var round = 0; round < Rounds; round++)
        {
            var granted = await ada.GrantedAsync(Small);
            using var answer = await ada.InferAsync(granted.Ticket, "Why is the sky blue?");
            var reading = answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            AdmissionQueued? told = null;
            AdmissionGranted? own = null;
            await foreach (var item in bob.AdmitAsync(Large, user: "bob"))
            {
                if (item.EventType == "queued" && told is null) told = JsonSerializer.Deserialize<AdmissionQueued>(item.Data, JsonSerializerOptions.Web);
                if (item.EventType == "granted") own = JsonSerializer.Deserialize<AdmissionGranted>(item.Data, JsonSerializerOptions.Web);
            }

            Assert.Equal(1, told!.Position);
            Assert.True(told.EtaSeconds > 0);
            var text = Spoken(await reading);
            Assert.Equal(whole ??= text, text);
            Assert.Contains("Rayleigh", text, StringComparison.Ordinal);

            Assert.Equal(Large, own!.InstanceId);
            using var second = await bob.InferAsync(own.Ticket, "Hello", stream: false);
            Assert.True(second.IsSuccessStatusCode);
        }

        var status = await _studio.StatusAsync();
        Assert.Equal((0, 2 * Rounds), (status.GetProperty("requestsAborted").GetInt32(), status.GetProperty("requestsCompleted").GetInt32()));
        Assert.Equal(2 * Rounds, status.GetProperty("loadsStarted").GetInt32());
    }

    // The deltas of a stream, put together.
    private static string Spoken(string stream) => string.Concat(stream.Split('\n')
        .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
        .Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement.GetProperty("choices"))
        .Where(choices => choices.GetArrayLength() > 0 && choices[0].GetProperty("delta").TryGetProperty("content", out _))
        .Select(choices => choices[0].GetProperty("delta").GetProperty("content").GetString()));
}
