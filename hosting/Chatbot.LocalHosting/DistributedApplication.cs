using System.Reflection;
using Chatbot.LocalHosting.Configuration;
using Chatbot.LocalHosting.Running;

namespace Chatbot.LocalHosting;

/// <summary>The topology of the AppHost, run on one machine without containers.</summary>
public sealed class DistributedApplication
{
    private readonly DistributedApplicationBuilder _builder;

    internal DistributedApplication(DistributedApplicationBuilder builder) => _builder = builder;

    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        var commandLine = CommandLine.Parse(args);
        var directory = Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "AppHostDirectory")?.Value ?? Environment.CurrentDirectory;
        // What is published must not depend on what somebody keeps for running it here.
        var file = commandLine.Publisher is null ? Path.Combine(DataFolder.SolutionDirectory(directory), ".env") : null;
        return new DistributedApplicationBuilder(commandLine, directory, Settings.Load(Environment.GetEnvironmentVariables(), file));
    }

    /// <summary>Returns when everything has stopped; the exit code says whether that was wanted.</summary>
    public void Run() => Environment.ExitCode = Entry.RunAsync(_builder).GetAwaiter().GetResult();
}
