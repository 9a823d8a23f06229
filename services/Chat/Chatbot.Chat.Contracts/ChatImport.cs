namespace Chatbot.Chat.Contracts;

/// <summary>Answer of <c>POST /api/import</c>: ask <c>GET /api/import/{id}</c> how it goes.</summary>
public sealed record ImportStarted(Guid ImportId);

/// <summary>Answer of <c>GET /api/import/{id}</c>; the counts grow while it runs.</summary>
/// <param name="State"><c>running</c>, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Chats">Brought in.</param>
/// <param name="Messages">Brought in.</param>
/// <param name="Skipped">Chats that were there already, hold nothing to show, or can't be read.</param>
/// <param name="Error">A sentence for people where the state is <c>failed</c>; what was brought in before stays.</param>
public sealed record ImportProgress(Guid Id, string State, int Chats, int Messages, int Skipped, string? Error);
