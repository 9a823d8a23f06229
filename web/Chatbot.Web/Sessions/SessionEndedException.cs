namespace Chatbot.Web.Sessions;

/// <summary>Auth no longer knows the session: it was signed out, revoked, or has expired.</summary>
internal sealed class SessionEndedException() : Exception("The session has ended.");
