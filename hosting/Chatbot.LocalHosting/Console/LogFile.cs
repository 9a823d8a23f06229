namespace Chatbot.LocalHosting.Console;

/// <summary>A log of one resource. At each start, and at ten megabytes, it becomes <c>name.log.1</c>, of which one is kept.</summary>
internal sealed class LogFile : IDisposable
{
    private const long MaxBytes = 10 * 1024 * 1024;

    private readonly string _path;
    private StreamWriter _writer;

    public LogFile(string path)
    {
        _path = path;
        _writer = Open();
    }

    public void Write(string line)
    {
        if (_writer.BaseStream.Length > MaxBytes)
        {
            _writer.Dispose();
            _writer = Open();
        }

        _writer.WriteLine(line);
    }

    public void Dispose() => _writer.Dispose();

    private StreamWriter Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        if (File.Exists(_path)) File.Move(_path, $"{_path}.1", overwrite: true);
        return new StreamWriter(_path) { AutoFlush = true };
    }
}
