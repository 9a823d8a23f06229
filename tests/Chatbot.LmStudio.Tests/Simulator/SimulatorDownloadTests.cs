using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chatbot.Testing;

namespace Chatbot.LmStudio.Tests.Simulator;

public sealed class SimulatorDownloadTests
{
    private const string Gemma = "google/gemma-3-4b";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_download_is_a_job_that_goes_on_by_itself_and_adds_the_model()
    {
        await using var fleet = new SimulatorFleet(("DownloadBytesPerSecond", "10000000000"));
        using var http = fleet.Client();

        var (_, job) = await PostAsync(http, new { model = Gemma });
        var (_, again) = await PostAsync(http, new { model = Gemma });
        Assert.Equal(("downloading", 3_338_801_856), (Text(job, "status"), job.GetProperty("total_size_bytes").GetInt64()));
        Assert.Equal(Text(job, "job_id"), Text(again, "job_id"));

        await Eventually.TrueAsync(async () => Text(await StatusAsync(http, job), "status") == "completed", "it is downloaded");
        var status = await StatusAsync(http, job);
        Assert.Equal((3_338_801_856, false), (status.GetProperty("downloaded_bytes").GetInt64(), status.TryGetProperty("bytes_per_second", out _)));
        Assert.Contains(fleet.Hosts[0].Models, model => model.Key == Gemma);
        Assert.Equal("""{"status":"already_downloaded"}""", (await PostAsync(http, new { model = Gemma })).Body.GetRawText());
    }

    [Fact]
    public async Task A_download_that_fails_says_so_and_one_that_a_restart_stopped_is_paused_and_goes_on_when_asked_again()
    {
        await using var fleet = new SimulatorFleet(("DownloadBytesPerSecond", "10000000000"), ("Faults:FailDownload:Times", "1"), ("Faults:FailDownload:At", "0.1"));
        using var http = fleet.Client();
        var (_, failed) = await PostAsync(http, new { model = Gemma });
        await Eventually.TrueAsync(async () => Text(await StatusAsync(http, failed), "status") == "failed", "it failed");

        fleet.Hosts[0].Options.DownloadBytesPerSecond = 1_000_000;
        var (_, job) = await PostAsync(http, new { model = Gemma });
        Assert.NotEqual(Text(failed, "job_id"), Text(job, "job_id"));
        await http.PostAsync("simulator/restart", null, Stop);
        await Eventually.TrueAsync(async () => Text(await StatusAsync(http, job), "status") == "paused", "it is paused");

        fleet.Hosts[0].Options.DownloadBytesPerSecond = 0;
        Assert.Equal(Text(job, "job_id"), Text((await PostAsync(http, new { model = Gemma })).Body, "job_id"));
        Assert.Contains(fleet.Hosts[0].Models, model => model.Key == Gemma);
    }

    [Fact]
    public async Task A_Hugging_Face_link_takes_a_quantization_and_what_is_not_there_is_refused()
    {
        await using var fleet = new SimulatorFleet(("DownloadBytesPerSecond", "0"));
        using var http = fleet.Client();

        Assert.Equal((HttpStatusCode.NotFound, "model_not_found"), Error(await PostAsync(http, new { model = "no/such" })));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_value"), Error(await PostAsync(http, new { model = Gemma, quantization = "Q8_0" })));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_value"), Error(await PostAsync(http, new { model = "https://huggingface.co/google/gemma-3-4b-GGUF", quantization = "Q1" })));
        using var unknown = await http.GetAsync("api/v1/models/download/status/job_none", Stop);
        Assert.Equal((HttpStatusCode.NotFound, "job_not_found"), Error((unknown.StatusCode, await unknown.Content.ReadFromJsonAsync<JsonElement>(Stop))));

        await PostAsync(http, new { model = "https://huggingface.co/google/gemma-3-4b-GGUF", quantization = "q8_0" });
        Assert.Contains(fleet.Hosts[0].Models, model => model is { Key: $"{Gemma}@q8_0", Quantization: "Q8_0" });
    }

    private static (HttpStatusCode, string?) Error((HttpStatusCode Status, JsonElement Body) answer) => (answer.Status, Text(answer.Body.GetProperty("error"), "code"));

    private static string? Text(JsonElement body, string field) => body.GetProperty(field).GetString();

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpClient http, object body)
    {
        using var response = await http.PostAsJsonAsync("api/v1/models/download", body, Stop);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }

    private static Task<JsonElement> StatusAsync(HttpClient http, JsonElement job) =>
        http.GetFromJsonAsync<JsonElement>($"api/v1/models/download/status/{Text(job, "job_id")}", Stop);
}
