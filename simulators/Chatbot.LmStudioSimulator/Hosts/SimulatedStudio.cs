using System.Reflection;
using Chatbot.LmStudioSimulator.Configuration;
using Chatbot.LmStudioSimulator.Script;
using Chatbot.LmStudioSimulator.Socket;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>A host with what it says and understands.</summary>
internal sealed class SimulatedStudio
{
    public SimulatedStudio(StudioOptions options, TimeProvider time)
    {
        Host = new SimulatedHost(options, time);
        Generation = new Generation(Host, new AnswerScript(options.RulesFile), time);
        Namespaces = new SocketNamespaces(this);
    }

    public SimulatedHost Host { get; }

    public Generation Generation { get; }

    public SocketNamespaces Namespaces { get; }

    /// <summary>Binds as a parameter of an endpoint: the host whose port the request came in by.</summary>
    public static ValueTask<SimulatedStudio?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<SimulatedStudio?>(context.Studio());
}
