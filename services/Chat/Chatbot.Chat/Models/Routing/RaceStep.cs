namespace Chatbot.Chat.Models.Routing;

/// <summary>What a race wants done.</summary>
internal abstract record RaceStep;

internal sealed record OpenAsk(Ask Ask) : RaceStep;

internal sealed record CloseAsk(Ask Ask) : RaceStep;

/// <summary>A ticket that is not used: the slot must not wait until it lapses.</summary>
internal sealed record GiveBack(Ask Ask, string Ticket) : RaceStep;
