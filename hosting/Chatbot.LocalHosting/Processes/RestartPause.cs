namespace Chatbot.LocalHosting.Processes;

/// <summary>Half a second, then twice as long each time, half a minute at most.</summary>
internal static class RestartPause
{
    public static TimeSpan After(int failures) => TimeSpan.FromSeconds(Math.Min(30, 0.5 * Math.Pow(2, Math.Min(failures, 10))));
}
