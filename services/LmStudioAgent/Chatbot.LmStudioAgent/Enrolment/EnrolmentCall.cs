using System.Net;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Enrolment;

/// <summary>Trades the one-time token for an account: <c>POST {server}/agents/enrol</c>. A chat that is away is waited for.</summary>
internal sealed class EnrolmentCall(HttpMessageInvoker http, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>Throws <see cref="EnrolmentException"/> where trying again leads nowhere.</summary>
    public async Task<AgentCredentials> EnrolAsync(Uri server, AgentEnrolment enrolment, CancellationToken cancellationToken)
    {
        string? said = null;
        while (true)
        {
            var (credentials, away) = await TryAsync(server, enrolment, cancellationToken);
            if (credentials is not null) return credentials;
            if (away != said) await output.WriteLineAsync($"{server} does not enrol this agent yet, which is tried again every {Again.TotalSeconds:0} s: {away}");
            said = away;
            await Task.Delay(Again, time, cancellationToken);
        }
    }

    private async Task<(AgentCredentials? Credentials, string? Away)> TryAsync(Uri server, AgentEnrolment enrolment, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "agents/enrol")) { Content = JsonContent.Create(enrolment, options: JsonSerializerOptions.Web) };
            using var response = await http.SendAsync(request, either.Token);
            if (response.IsSuccessStatusCode) return (await ReadAsync(server, response, either.Token), null);
            var reason = await ReasonAsync(response, either.Token);
            return IsPassing(response.StatusCode) ? (null, reason) : throw new EnrolmentException(Sentence(server, response.StatusCode, reason));
        }
        catch (HttpRequestException exception)
        {
            // What is wrong with a certificate stands inside.
            return (null, exception.InnerException?.Message ?? exception.Message);
        }
        catch (Exception exception) when (exception is IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, $"It does not answer within {Patience.TotalSeconds:0} s.");
        }
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static string Sentence(Uri server, HttpStatusCode status, string reason) => status switch
    {
        HttpStatusCode.Unauthorized => "The enrolment token is unknown, used or too old: ask for a new one on the chat's page of models, and give it as Agent__EnrolmentToken.",
        >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => $"{server} sends on to another address: give that one as Agent__Server.",
        HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => NoChat(server),
        _ => $"{server} does not enrol this agent: {reason}",
    };

    private static async Task<AgentCredentials> ReadAsync(Uri server, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            if (await response.Content.ReadFromJsonAsync<AgentCredentials>(JsonSerializerOptions.Web, cancellationToken) is { HostId.Length: > 0, ClientId.Length: > 0, ClientSecret.Length: > 0 } credentials) return credentials;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A page, or some other service's answer.
        }

        throw new EnrolmentException(NoChat(server));
    }

    private static string NoChat(Uri server) => $"What answers at {server} does not enrol agents: give the address of the chat's page as Agent__Server.";

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var error = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            foreach (var name in new[] { "cause", "message" })
            {
                if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out var text) && text.GetString() is { Length: > 0 } sentence) return sentence;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not in our shape: a proxy on the way answered.
        }

        return $"it answers {(int)response.StatusCode}.";
    }
}
