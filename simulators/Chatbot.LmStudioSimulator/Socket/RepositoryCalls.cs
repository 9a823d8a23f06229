using System.Text.Json.Nodes;
using Chatbot.LmStudioSimulator.Downloads;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>Namespace <c>repository</c>: what can be downloaded, and downloads with progress that can be cancelled.</summary>
internal static class RepositoryCalls
{
    private const int MostResults = 25;
    private static readonly string[] NotLoggedIn = ["notLoggedIn"];

    public static void Add(SocketNamespace repository, SimulatedHost host)
    {
        repository.Rpcs["searchModels"] = (parameter, _) => SocketNamespace.Done(Search(parameter.RequireObject("opts"), host));
        repository.Rpcs["getModelDownloadOptions"] = (parameter, _) => SocketNamespace.Done(Options(parameter.RequireObject("modelSearchResultIdentifier"), host));
        repository.Rpcs["lmLinkStatus"] = (_, _) => SocketNamespace.Done(new { status = "offline", issues = NotLoggedIn, peers = Array.Empty<object>(), deviceIdentifier = (string?)null, deviceName = host.Options.Name });
        repository.Channels["downloadModel"] = (parameter, channel, cancellationToken) => DownloadAsync(host, parameter.RequireText("downloadIdentifier"), channel, cancellationToken);
    }

    private static object Search(JsonObject opts, SimulatedHost host)
    {
        var limit = opts["limit"] switch
        {
            null => 10,
            JsonValue value when value.TryGetValue<int>(out var number) && number is > 0 and <= MostResults => number,
            _ => throw new SocketMismatch("limit"),
        };
        var term = opts.OptionalText("searchTerm");
        return new
        {
            results = host.Catalog.Search(term, limit).Select((model, index) => new
            {
                name = model.DisplayName,
                identifier = new { type = "catalog", identifier = model.Key },
                exact = model.Key == term,
                staffPick = index == 0,
            }),
        };
    }

    private static object Options(JsonObject identifier, SimulatedHost host)
    {
        var name = identifier.RequireText("identifier");
        var model = host.Catalog.Find(name) ?? throw new SocketRefusal(new SocketError($"Cannot find the model \"{name}\" in the catalog."));
        return new
        {
            results = ModelCatalog.Options(model).Select((option, index) => new
            {
                option.Quantization,
                name = option.DisplayName,
                option.SizeBytes,
                fitEstimation = Fit(option, host),
                recommended = index == 0,
                option.DownloadIdentifier,
                indexedModelIdentifier = option.Path,
                compatibilityType = "gguf",
            }),
        };
    }

    private static string Fit(SimulatedModel model, SimulatedHost host) =>
        model.SizeBytes <= host.Options.VramBytes ? "fullGPUOffload"
        : model.SizeBytes > host.Options.VramBytes + host.Options.RamBytes ? "willNotFit"
        : host.Options.VramBytes == 0 ? "fitWithoutGPU"
        : "partialGPUOffload";

    private static async Task DownloadAsync(SimulatedHost host, string identifier, SocketChannel channel, CancellationToken cancellationToken)
    {
        var option = host.Catalog.FindOption(identifier) ?? throw new SocketRefusal(new SocketError($"Cannot find anything to download by \"{identifier}\"."));
        if (!host.Downloads.Has(option))
        {
            var (download, mine) = host.Downloads.Start(option);
            if (!mine) throw new SocketRefusal(new SocketError($"\"{identifier}\" is being downloaded already."));
            try
            {
                await download.RunAsync(progress => TellAsync(channel, progress), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                host.Downloads.Forget(download);
                throw;
            }

            await channel.SendAsync(new { type = "startFinalizing" });
        }

        await channel.SendAsync(new { type = "success", defaultIdentifier = option.Key });
    }

    private static ValueTask TellAsync(SocketChannel channel, Download download) => new(channel.SendAsync(new
    {
        type = "downloadProgress",
        update = new { download.DownloadedBytes, download.TotalBytes, speedBytesPerSecond = download.BytesPerSecond },
    }));
}
