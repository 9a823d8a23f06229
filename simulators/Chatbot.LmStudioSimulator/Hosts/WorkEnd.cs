namespace Chatbot.LmStudioSimulator.Hosts;

internal enum WorkEnd
{
    Cancelled,
    Completed,
    Truncated,
}
