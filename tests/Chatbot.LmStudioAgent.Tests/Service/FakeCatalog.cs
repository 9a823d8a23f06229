using System.Net;
using System.Net.Http.Json;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Tests.Service;

/// <summary>Answers the agent's connection as the catalog would.</summary>
internal sealed class FakeCatalog(Func<AgentConnect, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<AgentConnect> Asked { get; } = [];

    public static HttpResponseMessage Connected(long epoch, HostConfiguration? configuration = null) =>
        new(HttpStatusCode.OK) { Content = JsonContent.Create(new AgentConnection(epoch, configuration ?? new HostConfiguration())) };

    public static HttpResponseMessage Refused(string cause) =>
        new(HttpStatusCode.Conflict) { Content = JsonContent.Create(new { code = "conflict:hosts", message = "No.", cause }) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal($"/agents/{AgentApplication.HostId}/connection", request.RequestUri!.AbsolutePath);
        var asked = (await request.Content!.ReadFromJsonAsync<AgentConnect>(cancellationToken))!;
        lock (Asked) Asked.Add(asked);
        return answer(asked);
    }
}
