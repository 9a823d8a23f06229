namespace Chatbot.Bench.Running;

/// <summary>Where the built programs are: the bench and they are built together, so their output folders have the same last name.</summary>
internal static class Built
{
    public static string Root { get; } = FindRoot();

    /// <summary>As MSBuild says it: <c>Release</c>, though its folder is <c>release</c>. In other letters all would be built anew.</summary>
    public static string Configuration => string.Concat(Folder[..1].ToUpperInvariant(), Folder[1..]);

    private static string Folder { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Name;

    public static string Assembly(string project) => Path.Combine(Root, "artifacts", "bin", project, Folder, $"{project}.dll");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Chatbot.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Chatbot.slnx was not found above the bench.");
    }
}
