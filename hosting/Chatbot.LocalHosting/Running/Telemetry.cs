using Chatbot.LocalHosting.Topology;
using Microsoft.Extensions.Configuration;

namespace Chatbot.LocalHosting.Running;

/// <summary>Tells the services where telemetry goes, where that is set: also when only <c>.env</c> says it.</summary>
internal static class Telemetry
{
    private static readonly string[] Names = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS"];

    public static void PassOn(IEnumerable<ProjectResource> projects, IConfiguration configuration)
    {
        foreach (var project in projects)
        {
            foreach (var name in Names)
            {
                if (configuration[name] is { } value) project.Environment.Add(new SingleVariable(name, ReferenceExpression.Of(value), value));
            }
        }
    }
}
