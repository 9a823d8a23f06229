namespace Chatbot.EndToEnd;

/// <summary>The tests that start systems of their own: one after the other, beside those that share <see cref="RunningSystem"/>.</summary>
internal static class OwnSystems
{
    public const string Collection = nameof(OwnSystems);
}
