namespace Chatbot.LocalHosting.Servers;

/// <summary>Files with secrets in them, which only their owner may read, from the first byte on.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string text)
    {
        // Written aside, then renamed: a reader sees the old text or the new, never half of it.
        var aside = $"{path}.new";
        File.Delete(aside);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var writer = new StreamWriter(aside, options)) writer.Write(text);
        File.Move(aside, path, overwrite: true);
    }
}
