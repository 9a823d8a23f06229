using System.Globalization;
using System.Runtime.CompilerServices;
using Chatbot.LocalHosting.Processes;

namespace Chatbot.LocalHosting.Tests.Processes;

/// <summary>
/// What this test program does when it is started again with <see cref="Variable"/> set to a folder: it plays an AppHost with one
/// child, which has a child of its own, and waits to be killed.
/// </summary>
internal static class KilledParent
{
    public const string Variable = "CHATBOT_TEST_KILLED_PARENT";

#pragma warning disable CA2255 // A second entry point, before the test runner's.
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void Play()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder) return;

        // Everything on this thread: no other may touch this assembly before its initializer has ended, and it never does.
        var host = new ProcessHost(Guard.Start(Path.Combine(folder, "guard.pid"), Path.Combine(folder, "state.json"), folder));
        var grandchild = Path.Combine(folder, "grandchild");
        string[] arguments = ["-c", $"sleep 1000 & echo $! > {grandchild}.new; mv {grandchild}.new {grandchild}; wait"];
        var child = host.StartAsync(new Launch("/bin/sh", arguments), System.Console.WriteLine).GetAwaiter().GetResult();
        File.WriteAllText(Path.Combine(folder, "child.new"), child.Id.ToString(CultureInfo.InvariantCulture));
        File.Move(Path.Combine(folder, "child.new"), Path.Combine(folder, "child"));
        new ManualResetEventSlim().Wait();
    }
}
