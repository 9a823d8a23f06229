using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.LmStudioAgent.Keeping;

/// <summary>
/// How operations ended, written before anybody is told: a command that comes again after a restart is not done again. A
/// line that was not written to its end is one that nobody was told of.
/// </summary>
internal sealed class EndedOperations(AgentFolder folder)
{
    private const int Kept = 2_000;

    public IReadOnlyList<OperationEnded> Read()
    {
        if (!File.Exists(folder.Ended)) return [];
        var ends = File.ReadLines(folder.Ended).Select(Parse).OfType<OperationEnded>().TakeLast(Kept).ToList();
        // What is too old to matter goes, at every start.
        AgentFolder.Replace(folder.Ended, [.. ends.SelectMany(Line)]);
        return ends;
    }

    public void Add(OperationEnded end)
    {
        using var file = new FileStream(folder.Ended, FileMode.Append, FileAccess.Write);
        file.Write(Line(end));
    }

    private static byte[] Line(OperationEnded end) => [.. JsonSerializer.SerializeToUtf8Bytes(end, JsonSerializerOptions.Web), (byte)'\n'];

    private static OperationEnded? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<OperationEnded>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
