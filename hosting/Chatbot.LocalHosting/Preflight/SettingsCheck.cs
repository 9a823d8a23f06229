using System.Net;
using Chatbot.AppHost;
using Microsoft.Extensions.Configuration;

namespace Chatbot.LocalHosting.Preflight;

/// <summary>Settings that can be judged by looking at them.</summary>
internal static class SettingsCheck
{
    private static readonly string[] Addresses = ["LMSTUDIO_BASE_URL", "AI_GATEWAY_BASE_URL", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    /// <summary>Throws one sentence for each that is wrong.</summary>
    public static void Run(IConfiguration configuration)
    {
        var problems = Problems(configuration).ToList();
        if (problems.Count > 0) throw new StartException(string.Join(Environment.NewLine, problems));
    }

    private static IEnumerable<string> Problems(IConfiguration configuration)
    {
        foreach (var name in Addresses)
        {
            if (configuration[name] is { } value && !IsWebAddress(value))
                yield return $"{name} is '{value}', which is no address: write it like http://localhost:1234, with http:// or https:// in front.";
        }

        foreach (var problem in LmStudioHosts.Problems(configuration)) yield return problem;
        if (configuration["WEB_PORT"] is { } port && !(int.TryParse(port, out var number) && number is >= 0 and <= 65535))
            yield return $"WEB_PORT is '{port}', which is no port: choose a number between 1 and 65535, or 0 for any free one.";
        if (configuration["CHAT_REPLICAS"] is { } replicas && !(int.TryParse(replicas, out var count) && count is >= 1 and <= 16))
            yield return $"CHAT_REPLICAS is '{replicas}': choose a number between 1 and 16.";
        if (configuration["WEB_BIND"] is { } bind && bind is not ("localhost" or "*") && !IPAddress.TryParse(bind, out _))
            yield return $"WEB_BIND is '{bind}', which is no address of a network interface: 0.0.0.0 listens on all, 127.0.0.1 on this machine only.";
        if (configuration["AUTH_SECRET"] is { Length: < 32 } secret)
            yield return $"AUTH_SECRET has {secret.Length} characters: give it at least 32, for example by 'openssl rand -base64 32'.";
    }

    private static bool IsWebAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Host.Length: > 0 };
}
