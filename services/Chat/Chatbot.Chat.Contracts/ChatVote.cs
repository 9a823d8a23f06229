namespace Chatbot.Chat.Contracts;

/// <summary>One of <c>GET /api/vote?chatId=</c>.</summary>
public sealed record ChatVote(Guid ChatId, Guid MessageId, bool IsUpvoted);

/// <summary>Body of <c>PATCH /api/vote</c>.</summary>
/// <param name="Type"><c>up</c> or <c>down</c>.</param>
public sealed record VoteRequest(Guid ChatId, Guid MessageId, string Type);
