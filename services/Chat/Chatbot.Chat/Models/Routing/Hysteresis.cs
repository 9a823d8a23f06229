namespace Chatbot.Chat.Models.Routing;

/// <summary>Estimates waver; only a clear difference changes anything.</summary>
internal static class Hysteresis
{
    public static bool IsClearlySooner(double seconds, double thanSeconds) => (seconds * 1.25) + 2 < thanSeconds;
}
