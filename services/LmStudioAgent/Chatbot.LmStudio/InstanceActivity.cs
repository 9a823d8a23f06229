namespace Chatbot.LmStudio;

/// <summary>What an instance does just now, whoever asked it.</summary>
/// <param name="Status">In LM Studio's words: <c>idle</c>, <c>processingPrompt</c>, <c>generating</c>, <c>computingEmbedding</c>; a later version may have others.</param>
/// <param name="Queued">Requests that wait inside LM Studio.</param>
public sealed record InstanceActivity(string Status, int Queued)
{
    public bool IsIdle => Status == "idle" && Queued == 0;
}
