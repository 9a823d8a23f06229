using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Agents;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.ModelCatalog.Enrolment;

/// <summary><c>POST /agents/enrol</c>: a one-time token for the agent's own accounts.</summary>
internal static class EnrolAgent
{
    public static async Task<IResult> HandleAsync(AgentEnrolment request, Enrolments enrolments, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Token)) return ApiError.BadRequest(Surfaces.Hosts, "token: the one-time token is missing.");
        if (AgentAddress.Mistake(request.Address, request.CertificateSha256) is { } mistake) return ApiError.BadRequest(Surfaces.Hosts, mistake);

        try
        {
            return await enrolments.EnrolAsync(request, cancellationToken) is { } credentials
                ? Results.Ok(credentials)
                : ApiError.Unauthorized(Surfaces.Hosts) with { Message = "The token is unknown, used or too old. Please ask for a new one." };
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return ApiError.Offline(Surfaces.Hosts, "The accounts of the agent can't be made just now. Please try again in a moment, with the same token.");
        }
    }
}
