using Chatbot.Chat.Contracts;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.Votes;

internal static class VoteEndpoints
{
    public static void MapVotes(this IEndpointRouteBuilder api)
    {
        var vote = api.MapGroup("/vote").WithTags("Votes").WithMetadata(new SurfaceMetadata(Surfaces.Vote));
        vote.MapGet("/", ListVotes.HandleAsync).WithName("GetVotes").Produces<IReadOnlyList<ChatVote>>();
        vote.MapPatch("/", CastVote.HandleAsync).WithName("PatchVote").Produces<string>(200, "text/plain");
    }
}
