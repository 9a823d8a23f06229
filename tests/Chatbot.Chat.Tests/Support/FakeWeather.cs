using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Chatbot.Chat.Tests.Support;

/// <summary>A weather service: warm everywhere, and it knows one city.</summary>
public sealed class FakeWeather : HttpMessageHandler
{
    public const string Report = """{"current":{"temperature_2m":21.5}}""";

    public ConcurrentQueue<Uri> Asked { get; } = new();

    /// <summary>Latitude 89 is where the service is down, 88 where it says too much, 87 where it says no JSON.</summary>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        Asked.Enqueue(asked);
        if (asked.Host == "places") return Task.FromResult(Json(asked.Query.Contains("name=Berlin", StringComparison.Ordinal) ? """{"results":[{"latitude":52.5,"longitude":13.4}]}""" : "{}"));
        if (asked.Query.Contains("latitude=89&", StringComparison.Ordinal)) return Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway));
        if (asked.Query.Contains("latitude=88&", StringComparison.Ordinal)) return Task.FromResult(Json($$"""{"a":"{{new string('x', 300_000)}}"}"""));
        if (asked.Query.Contains("latitude=87&", StringComparison.Ordinal)) return Task.FromResult(Json("<html>"));
        return Task.FromResult(Json(Report));
    }

    private static HttpResponseMessage Json(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
}
