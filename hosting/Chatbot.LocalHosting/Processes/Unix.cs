using System.Runtime.InteropServices;

namespace Chatbot.LocalHosting.Processes;

/// <summary>The few system calls that .NET has no word for.</summary>
internal static partial class Unix
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    public static int ParentId => GetParentId();

    public static bool IsRoot => OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <summary>Signals a child and everything it started: each child leads a process group of its own.</summary>
    public static void SignalGroup(int processId, int signal)
    {
        if (Send(-processId, signal) != 0) _ = Send(processId, signal);
    }

    /// <summary>Ends what a child has started that has ended itself: its id alone may be somebody else's by now.</summary>
    public static void KillRest(int processId) => _ = Send(-processId, Kill);

    public static bool IsAlive(int processId) => Send(processId, 0) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();
}
