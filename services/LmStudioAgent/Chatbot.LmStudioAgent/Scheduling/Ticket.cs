namespace Chatbot.LmStudioAgent.Scheduling;

/// <summary>A place on an instance. Its id is that of the admission, which nobody can guess.</summary>
/// <param name="Since">When it was granted, then when its request began.</param>
internal sealed record Ticket(string Id, string InstanceId, string User, DateTimeOffset Since, bool Running = false);
