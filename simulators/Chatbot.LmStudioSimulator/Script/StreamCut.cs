namespace Chatbot.LmStudioSimulator.Script;

/// <summary>An answer ends in the middle by a fault.</summary>
/// <param name="clean">As if it were over, only without an end marker; otherwise by a reset of the connection.</param>
internal sealed class StreamCut(bool clean) : Exception("The answer is cut.")
{
    public bool Clean => clean;
}
