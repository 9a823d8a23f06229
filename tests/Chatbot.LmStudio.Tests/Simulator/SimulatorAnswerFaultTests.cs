using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.LmStudioSimulator.Hosts;
using Chatbot.Testing;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorAnswerFaultTests : FaultyHostTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_is_cut_after_its_tokens_by_a_broken_connection_or_as_if_it_were_over(bool clean)
    {
        await SetAsync($$$"""{"truncateStream":{"afterTokens":4,"clean":{{{(clean ? "true" : "false")}}}}}""");

        var (lines, broken) = await StreamAsync();

        Assert.Equal(!clean, broken);
        Assert.InRange(lines.Count, clean ? 4 : 0, 4);
        Assert.DoesNotContain("data: [DONE]", lines);
        Assert.DoesNotContain(lines, line => line.Contains("\"finish_reason\":\"", StringComparison.Ordinal));
        await SumsUpAsync(truncated: 1);
    }

    [Fact]
    public async Task An_instance_goes_under_its_answer_and_the_request_counts_as_aborted()
    {
        await SetAsync("""{"unloadUnderAnswer":{"afterTokens":2}}""");

        var (lines, _) = await StreamAsync();

        Assert.Equal(3, lines.Count);
        Assert.Contains("model_unloaded", lines[^1]);
        Assert.Empty(Host.Instances);
        await SumsUpAsync(aborted: 1);
    }

    [Fact]
    public async Task Another_model_answers_once()
    {
        await SetAsync("""{"answerWithAnotherModel":{"times":1}}""");

        Assert.Equal(SimulatorApplication.Large, await ModelOfAnswerAsync());
        Assert.Equal(SimulatorApplication.Small, await ModelOfAnswerAsync());
        await SumsUpAsync(completed: 2);
    }

    [Fact]
    public async Task A_slow_prefill_holds_back_the_first_token_and_a_caller_that_goes_counts_as_cancelled()
    {
        await SetAsync("""{"slowPrefill":{"seconds":3600}}""");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var ask = Http.PostAsJsonAsync("v1/chat/completions", Sky(stream: false), cancel.Token);
        await Eventually.TrueAsync(() => Host.Instances is [{ State.Status: SimulatedInstance.ProcessingPrompt }], "it reads the prompt");

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ask);

        await Eventually.TrueAsync(() => Host.Counters.Read().RequestsCancelled == 1, "the request is over");
        await SumsUpAsync(cancelled: 1);
    }

    [Fact]
    public async Task The_most_requests_at_the_same_time_are_told_for_each_instance()
    {
        await using var fleet = new SimulatorFleet(("Parallel", "2"), ("PromptMilliseconds", "300"));
        using var http = fleet.Client();
        await fleet.Hosts[0].LoadAsync(fleet.Hosts[0].Models.Get(SimulatorApplication.Small), new LoadSettings("mine"), null, Stop);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => (await http.PostAsJsonAsync("v1/chat/completions", Sky(stream: false), Stop)).EnsureSuccessStatusCode()));

        var status = await fleet.StatusAsync();
        Assert.Equal((2, 5), (status.GetProperty("maxParallel").GetProperty("mine").GetInt32(), status.GetProperty("requestsCompleted").GetInt32()));
    }

    private async Task<string?> ModelOfAnswerAsync()
    {
        using var response = await AskAsync();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("model").GetString();
    }


    private async Task<(List<string> Lines, bool Broken)> StreamAsync()
    {
        List<string> lines = [];
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = JsonContent.Create(Sky(stream: true)) };
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        try
        {
            while (await reader.ReadLineAsync(Stop) is { } line)
            {
                if (line.Length > 0) lines.Add(line);
            }

            return (lines, false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (lines, true);
        }
    }

    private async Task SumsUpAsync(int completed = 0, int aborted = 0, int cancelled = 0, int truncated = 0)
    {
        var status = await Fleet.StatusAsync();
        int Count(string name) => status.GetProperty(name).GetInt32();
        Assert.Equal(
            (completed + aborted + cancelled + truncated, completed, aborted, cancelled, truncated),
            (Count("requestsStarted"), Count("requestsCompleted"), Count("requestsAborted"), Count("requestsCancelled"), Count("requestsTruncated")));
    }
}
