using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Chatbot.LmStudioAgent.Contracts;
using Microsoft.Extensions.Options;

namespace Chatbot.ModelCatalog.Enrolment;

/// <summary>
/// A user of RabbitMQ for each enrolled agent, over the management plugin's HTTP: it declares and reads its own queue, and
/// publishes what agents say. It can neither read what others are sent nor send commands to anybody.
/// </summary>
internal sealed class BrokerUsers(HttpClient management, IOptions<BrokerOptions> options)
{
    private static readonly string[] Said =
        [nameof(HostReported), nameof(HostInventoryReported), nameof(OperationProgressed), nameof(OperationEnded), nameof(OperationDecided)];

    /// <summary>The connection string of a user with a new password; null where the operator makes users himself.</summary>
    public async Task<string?> MakeAsync(string hostId, CancellationToken cancellationToken)
    {
        if (!options.Value.IsManaged) return null;

        var (user, password) = (AgentQueues.For(hostId), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        await PutAsync($"api/users/{user}", new { password, tags = "" }, cancellationToken);
        await PutAsync($"api/permissions/{Uri.EscapeDataString(options.Value.VirtualHost)}/{user}", Rights(hostId), cancellationToken);
        return new UriBuilder(options.Value.AgentAddress) { UserName = user, Password = password }.Uri.AbsoluteUri;
    }

    public async Task RemoveAsync(string hostId, CancellationToken cancellationToken)
    {
        if (!options.Value.IsManaged) return;

        using var request = Request(HttpMethod.Delete, $"api/users/{AgentQueues.For(hostId)}");
        using var response = await management.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound) response.EnsureSuccessStatusCode();
    }

    // MassTransit names exchanges by namespace and type, and binds the queue to an exchange of its name; what fails goes to one
    // with _error after it, and is told as a fault.
    private static object Rights(string hostId)
    {
        var own = $"{AgentQueues.For(hostId)}(_error|_skipped)?";
        const string faults = "MassTransit:Fault.*";
        var said = $@"Chatbot\.LmStudioAgent\.Contracts:({string.Join('|', Said)})";
        return new { configure = $"^({own}|{said}|{faults})$", write = $"^({own}|{said}|{faults})$", read = $"^({own}|{faults})$" };
    }

    private async Task PutAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Put, path);
        request.Content = JsonContent.Create(body);
        using var response = await management.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.User}:{options.Value.Password}"));
        var address = options.Value.ManagementUrl!.TrimEnd('/');
        return new HttpRequestMessage(method, $"{address}/{path}") { Headers = { Authorization = new AuthenticationHeaderValue("Basic", credentials) } };
    }
}
