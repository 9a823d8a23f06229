using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ModelCatalog.Operations;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Agents;

/// <summary><c>POST /agents/{hostId}/connection</c>: the epoch under which this agent serves the host, and how it is set.</summary>
internal static class ConnectAgent
{
    private const int LongestName = 100;

    public static async Task<IResult> HandleAsync(
        string hostId, AgentConnect request, AgentConnections connections, OperationJournal operations, CancellationToken cancellationToken)
    {
        if (Mistake(hostId, request) is { } mistake) return ApiError.BadRequest(Surfaces.Hosts, mistake);

        var (refused, connection) = await connections.ConnectAsync(hostId, request, cancellationToken);
        if (connection is null) return refused!;

        // What the agent before had begun and not ended is this one's to do.
        if (connection.Epoch != request.Epoch) await operations.SendAgainAsync(hostId, cancellationToken);
        return Results.Ok(connection);
    }

    private static string? Mistake(string hostId, AgentConnect request) => request switch
    {
        _ when !HostSlug.IsValid(hostId) => $"hostId: {HostSlug.Rule}",
        { AgentId: var id } when id == Guid.Empty => "agentId: the id of the agent's process is missing.",
        { Name: null or "" or { Length: > LongestName } } => $"name: 1 to {LongestName} characters.",
        { Epoch: < 0 } => "epoch: it is never negative.",
        _ => AgentAddress.Mistake(request.Address, request.CertificateSha256),
    };
}
