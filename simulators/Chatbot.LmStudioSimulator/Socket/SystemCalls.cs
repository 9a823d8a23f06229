using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>Namespace <c>system</c>.</summary>
internal static class SystemCalls
{
    private const int Build = 2;

    public static void Add(SocketNamespace system, SimulatedHost host)
    {
        system.Rpcs["listDownloadedModels"] = _ => Done(host.Models.Select(model => SocketModelInfo.Of(model, host)));
        system.Rpcs["version"] = _ => Done(new { version = host.Options.Version, build = Build });
        system.Rpcs["info"] = _ => Done(new { pid = Environment.ProcessId, isDaemon = false, version = host.Options.Version });
        system.Rpcs["notify"] = _ => Done(null);

        // Carries nothing: that it ends is the news.
        system.Channels["alive"] = (_, _, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private static ValueTask<object?> Done(object? result) => ValueTask.FromResult(result);
}
