using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Keeping;

/// <summary>The agent's own folder: what it has to remember, and its credentials. Only its account can look into it.</summary>
internal sealed class AgentFolder(IOptions<AgentOptions> options)
{
    /// <summary>Pins, own instances, observations: JSON, replaced as a whole.</summary>
    public string Recollection => In("recollection.json");

    /// <summary>How operations ended: a JSON line for each.</summary>
    public string Ended => In("ended.jsonl");

    /// <summary>What happened and what was decided: see <see cref="DecisionLog"/>.</summary>
    public string Decisions => In("decisions.jsonl");

    public string FormerDecisions => In("decisions.1.jsonl");

    /// <summary>The epoch last held.</summary>
    public string Epoch => In("epoch");

    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Whole or not at all, whenever the process or the machine ends.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var draft = path + ".new";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private string In(string name)
    {
        Create(options.Value.DataFolder);
        return Path.Combine(options.Value.DataFolder, name);
    }
}
