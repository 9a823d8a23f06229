using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>The namespaces of a host, by their paths.</summary>
internal sealed class SocketNamespaces
{
    public SocketNamespaces(SimulatedStudio studio)
    {
        var host = studio.Host;
        SystemCalls.Add(Add("system"), host);
        foreach (var kind in (string[])[SimulatedModel.Llm, SimulatedModel.Embedding])
        {
            var models = Add(kind);
            ModelCalls.Add(models, host, kind);
            LoadChannels.Add(models, host, kind);
        }

        PredictChannel.Add(All["llm"], studio);
        RepositoryCalls.Add(Add("repository"), host);
        RuntimeCalls.Add(Add("runtime"), host);
        DiagnosticsChannel.Add(Add("diagnostics"), host);
        // Clients may connect to these; whatever they ask for there is unknown.
        Add("files");
        Add("plugins");
    }

    public static IReadOnlyList<string> Paths { get; } = ["system", "llm", "embedding", "repository", "runtime", "diagnostics", "files", "plugins"];

    public Dictionary<string, SocketNamespace> All { get; } = [];

    private SocketNamespace Add(string name) => All[name] = new SocketNamespace();
}
