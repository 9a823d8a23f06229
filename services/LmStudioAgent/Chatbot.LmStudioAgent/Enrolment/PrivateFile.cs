using Chatbot.LmStudioAgent.Keeping;

namespace Chatbot.LmStudioAgent.Enrolment;

/// <summary>A file with a secret: whole or not at all, and readable by its account only, whoever made the folder it lies in.</summary>
internal static class PrivateFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        AgentFolder.Create(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        // One that a crash left behind would keep its mode.
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // On Windows the folder says who may look in, which is the account's own unless somebody chose another.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }
}
