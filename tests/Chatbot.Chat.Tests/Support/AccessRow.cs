namespace Chatbot.Chat.Tests.Support;

/// <summary>What an endpoint answers to whom. In the address and the body stand <c>{id}</c>, of the chat or the import, and <c>{answer}</c>, of a message of the chat.</summary>
/// <param name="Endpoint">As the service maps it: <c>GET /api/chat/{id}</c>.</param>
/// <param name="Owner">The status that the owner gets.</param>
/// <param name="Stranger">What anybody else gets, guest, person and administrator: a status, and the code where it is an error.</param>
/// <param name="Unknown">What everybody gets for an id that nobody has; null where there is no such thing.</param>
internal sealed record AccessRow(string Endpoint, string Url, int Owner, string Stranger, string? Unknown = null)
{
    public string? Body { get; init; }

    /// <summary>What a stranger gets while the chat is public; null is the same as else.</summary>
    public string? Public { get; init; }

    public bool IsOfImport => Endpoint.Contains("/import/", StringComparison.Ordinal);

    public HttpRequestMessage Request(string id, string answer)
    {
        var request = new HttpRequestMessage(new HttpMethod(Endpoint.Split(' ')[0]), Fill(Url));
        if (Body is not null) request.Content = new StringContent(Fill(Body), System.Text.Encoding.UTF8, "application/json");
        return request;

        string Fill(string text) => text.Replace("{id}", id, StringComparison.Ordinal).Replace("{answer}", answer, StringComparison.Ordinal)
            .Replace("{new}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal);
    }

    public override string ToString() => Endpoint;
}
