namespace Chatbot.LocalHosting.Topology;

/// <summary>Where a project is; implemented by the generated <c>Projects.*</c> classes.</summary>
public interface IProjectMetadata
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Full path of the built assembly.</summary>
    string AssemblyPath { get; }
}
