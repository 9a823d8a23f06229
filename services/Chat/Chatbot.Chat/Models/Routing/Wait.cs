namespace Chatbot.Chat.Models.Routing;

/// <summary>What one more request has to expect of a model on a host.</summary>
/// <param name="Seconds">Until it would start.</param>
/// <param name="Busy">Requests there for each that runs at once: tells apart places at which nothing waits.</param>
/// <param name="RequestSeconds">What an answer takes there, observed or supposed.</param>
internal readonly record struct Wait(Standing Standing, double Seconds, double Busy, double RequestSeconds);
