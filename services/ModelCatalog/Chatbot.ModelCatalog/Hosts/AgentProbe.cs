namespace Chatbot.ModelCatalog.Hosts;

/// <summary>
/// Asks an agent over HTTP whether it is there. The bus may be away while the hosts are well; a host is offline only when
/// both are silent.
/// </summary>
internal sealed class AgentProbe(IHttpClientFactory clients)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<bool> AnswersAsync(Uri agent, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(nameof(AgentProbe));
            using var response = await client.GetAsync(new Uri(agent, "/alive"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
