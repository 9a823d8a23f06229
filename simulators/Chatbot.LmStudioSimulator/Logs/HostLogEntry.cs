namespace Chatbot.LmStudioSimulator.Logs;

internal sealed record HostLogEntry(DateTimeOffset At, object Data);
