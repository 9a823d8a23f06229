using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Chatbot.Architecture.Tests;

/// <summary>The projects of the solution as their files say.</summary>
internal static class Solution
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyDictionary<string, SolutionProject> Projects { get; } =
        Files("*.csproj").Select(SolutionProject.Read).ToDictionary(project => project.Name);

    /// <summary>Files of the working tree, without what builds leave behind.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(folder => folder is "artifacts" or "bin" or "obj" or "node_modules" || folder.StartsWith('.')));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Directory.GetParent(here);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Chatbot.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution's folder was not found.");
    }
}

/// <param name="Name">Such as <c>Chatbot.Chat</c>.</param>
/// <param name="References">Names of the projects it references.</param>
/// <param name="Packages">Names of the packages it references.</param>
internal sealed record SolutionProject(string Name, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public static SolutionProject Read(string file)
    {
        var xml = XDocument.Load(file);
        return new SolutionProject(
            Path.GetFileNameWithoutExtension(file),
            [.. Includes(xml, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Includes(xml, "PackageReference"), .. Includes(xml, "FrameworkReference")]);
    }

    private static IEnumerable<string> Includes(XDocument xml, string item) =>
        xml.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();
}
