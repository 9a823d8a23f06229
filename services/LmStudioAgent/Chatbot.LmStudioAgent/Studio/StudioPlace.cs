namespace Chatbot.LmStudioAgent.Studio;

/// <param name="Simulated">Null where nobody said: what was known of the address holds.</param>
/// <param name="Answers">An LM Studio greeted from there just now.</param>
internal sealed record StudioPlace(Uri BaseUrl, bool? Simulated, bool Answers);
