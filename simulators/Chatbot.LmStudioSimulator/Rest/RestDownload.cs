using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Downloads;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Rest;

/// <summary><c>POST /api/v1/models/download</c> and its status: a job that goes on by itself, and that nothing here cancels.</summary>
internal static class RestDownload
{
    private static readonly Dictionary<string, JsonValueKind[]> Known = new() { ["model"] = [JsonValueKind.String], ["quantization"] = [JsonValueKind.String] };

    public static async Task<IResult> StartAsync(HttpContext context, SimulatedHost host, IHostApplicationLifetime lifetime)
    {
        var body = await SnakeCase.ReadAsync<JsonObject>(context);
        if (RestBody.Check(body, Known, "model") is { } error) return error;
        var (name, quantization) = ((string)body!["model"]!, body["quantization"]);
        if (quantization is not null && !name.StartsWith("https://huggingface.co/", StringComparison.Ordinal))
            return RestError.Invalid("'quantization' is only for Hugging Face links.", "invalid_value", "quantization");
        if (host.Catalog.Find(name) is not { } model) return RestError.NotFound($"Model '{name}' not found.", "model");

        var wanted = quantization?.ToString();
        var option = ModelCatalog.Options(model).FirstOrDefault(option => wanted is null || option.Quantization.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        if (option is null) return RestError.Invalid($"Quantization '{wanted}' not found for '{name}'.", "invalid_value", "quantization");
        if (host.Downloads.Has(option)) return SnakeCase.Result(new { status = "already_downloaded" });

        var (download, mine) = host.Downloads.Start(option);
        if (mine) _ = RunAsync(download, lifetime.ApplicationStopping);
        return SnakeCase.Result(new { download.JobId, download.Status, totalSizeBytes = download.TotalBytes, download.StartedAt, download.CompletedAt });
    }

    public static IResult Status(string job, SimulatedHost host) => host.Downloads.Find(job) is { } download
        ? SnakeCase.Result(Of(download))
        : SnakeCase.Result(new RestError(new RestErrorBody("job_not_found", $"Job '{job}' not found.", "job_not_found", "job_id")), StatusCodes.Status404NotFound);

    private static object Of(Download download)
    {
        double? speed = download.Status == Download.Downloading ? download.BytesPerSecond : null;
        return new
        {
            download.JobId,
            download.Status,
            bytesPerSecond = speed,
            estimatedCompletion = speed > 0 ? (DateTimeOffset?)TimeProvider.System.GetUtcNow().AddSeconds((download.TotalBytes - download.DownloadedBytes) / speed.Value) : null,
            download.CompletedAt,
            totalSizeBytes = download.TotalBytes,
            download.DownloadedBytes,
            download.StartedAt,
        };
    }

    private static async Task RunAsync(Download download, CancellationToken cancellationToken)
    {
        try
        {
            await download.RunAsync(_ => ValueTask.CompletedTask, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HostRefusal)
        {
            // The job's status says it.
        }
    }
}
