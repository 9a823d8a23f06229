using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>Namespace <c>system</c>.</summary>
internal static class SystemCalls
{
    private const int Build = 2;

    public static void Add(SocketNamespace system, SimulatedHost host)
    {
        system.Rpcs["listDownloadedModelVariants"] = (parameter, _) =>
        {
            var key = parameter.RequireText("modelKey");
            var model = host.Models.Find(key) ?? throw SocketRefusal.ModelNotFound(key, host);
            var (plain, infos) = (model.Variant.Split('@')[0], host.Models);
            return SocketNamespace.Done(infos.Where(variant => variant.Variant.Split('@')[0] == plain).Select(variant => SocketModelInfo.Of(variant, host)));
        };
        system.Rpcs["listDownloadedModels"] = (_, _) => SocketNamespace.Done(host.Models.Select(model => SocketModelInfo.Of(model, host)));
        system.Rpcs["version"] = (_, _) => SocketNamespace.Done(new { version = host.Options.Version, build = Build });
        system.Rpcs["info"] = (_, _) => SocketNamespace.Done(new { pid = Environment.ProcessId, isDaemon = false, version = host.Options.Version });
        system.Rpcs["notify"] = (parameter, _) =>
        {
            host.Log.Server($"{parameter.RequireText("title")} {parameter.OptionalText("description")}".Trim());
            return SocketNamespace.Done(null);
        };

        // Carries nothing: that it ends is the news.
        system.Channels["alive"] = (_, _, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
