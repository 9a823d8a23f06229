namespace Chatbot.LmStudioAgent.Enrolment;

/// <summary>Something that whoever installs the agent can set right; the message is one sentence saying how.</summary>
internal sealed class EnrolmentException(string message) : Exception(message);
