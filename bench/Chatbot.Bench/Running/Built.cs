namespace Chatbot.Bench.Running;

/// <summary>Where the built programs are: the bench and they are built together, so their output folders have the same last name.</summary>
internal static class Built
{
    public static string Root { get; } = FindRoot();

    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Name;

    public static string Assembly(string project) => Path.Combine(Root, "artifacts", "bin", project, Configuration, $"{project}.dll");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Chatbot.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Chatbot.slnx was not found above the bench.");
    }
}
